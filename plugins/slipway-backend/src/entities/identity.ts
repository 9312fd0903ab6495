import { createHash } from 'node:crypto';
import type { Entity } from '@backstage/catalog-model';
import {
  EnvironmentTarget,
  entityAnnotations,
  labels,
  parseEnvironments,
} from '@slipway/model';
import { LabelSelector, parseLabelSelector } from './labelSelector';

/** What of an entity is looked for in clusters. */
export interface Identity {
  /** Under which name its state is kept. */
  service: string;
  /** Where it runs, as it says; left out where it runs wherever something of it is found. */
  environments?: EnvironmentTarget[];
  /** Nothing outside of these, where the entity names one. */
  only: { cluster?: string; namespace?: string };
  /** How its objects are told, where they carry no name of it. */
  claim?: Claim;
  /** It names secrets in Vault. */
  namesVault?: boolean;
}

/** By which signs objects that do not name a service are known as its own. */
export interface Claim {
  service: string;
  /** As the entity declares them: names of namespaces that nothing has to be guessed about. */
  environments?: EnvironmentTarget[];
  selector?: LabelSelector;
  /** Argo CD's Applications that deliver it. */
  applications?: { names: string[] } | { selector: LabelSelector };
}

const {
  environments,
  kubernetesId,
  kubernetesLabelSelector,
  kubernetesNamespace,
  kubernetesCluster,
  argocdAppName,
  argocdAppSelector,
  vaultPath,
} = entityAnnotations;

/** Where it runs is Slipway's own annotation; what is its own is told by those that the Kubernetes and Argo CD plugins read. */
export function identityOf({ metadata }: Pick<Entity, 'metadata'>): Identity {
  const { name, annotations = {} } = metadata;
  const id = annotations[kubernetesId] ?? name;
  const declared = parseEnvironments(annotations[environments]);
  const isDeclared = declared.length > 0;
  const selector = saysMore(
    parseLabelSelector(annotations[kubernetesLabelSelector] ?? ''),
    id,
    isDeclared,
  );
  const applications = applicationsOf(annotations, id, isDeclared);
  // Entities with the same selector mean the same objects, which are kept once. Who says where it runs and how it is
  // called is known by that name beside the selector: its objects may carry it.
  const isNamed = isDeclared && annotations[kubernetesId];
  const service = selector && !isNamed ? keyOf(selector) : id;
  return {
    service,
    ...(isDeclared && { environments: declared }),
    only: isDeclared
      ? {}
      : {
          cluster: annotations[kubernetesCluster],
          namespace: annotations[kubernetesNamespace],
        },
    ...(annotations[vaultPath] && { namesVault: true }),
    ...((selector || applications) && {
      claim: {
        service,
        ...(isDeclared && { environments: declared }),
        ...(selector && { selector }),
        ...(applications && { applications }),
      },
    }),
  };
}

/** How Helm's charts label what is of a release. */
const RELEASE = 'app.kubernetes.io/instance';

/** Whether all that it claims is what is called as it is: a release of Helm. Anything else might be anybody's. */
export function claimsByName({ service, claim }: Identity): boolean {
  return (
    !claim ||
    (!claim.applications && claim.selector?.text === `${RELEASE}=${service}`)
  );
}

/**
 * Objects with Slipway's label are its own without a claim, which would have clusters read whole: what Slipway
 * generates has this selector, too.
 */
function saysMore(
  selector: LabelSelector | undefined,
  id: string,
  isDeclared: boolean,
): LabelSelector | undefined {
  return isDeclared && selector?.text === `${labels.service}=${id}`
    ? undefined
    : selector;
}

/** No service is called so. A name in the database has room for 255 characters. */
function keyOf({ text }: LabelSelector): string {
  return text.length <= 200
    ? `(${text})`
    : `(${createHash('sha256').update(text).digest('base64url')})`;
}

function applicationsOf(
  annotations: Record<string, string>,
  id: string,
  isDeclared: boolean,
): Claim['applications'] {
  const names = (annotations[argocdAppName] ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);
  if (names.length > 0) {
    return { names };
  }
  const selector = saysMore(
    parseLabelSelector(annotations[argocdAppSelector] ?? ''),
    id,
    isDeclared,
  );
  return selector && { selector };
}
