import { createHash } from 'node:crypto';
import type { Entity } from '@backstage/catalog-model';
import {
  EnvironmentTarget,
  entityAnnotations,
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

/** From Slipway's own annotation, or else from those that the Kubernetes and Argo CD plugins read. */
export function identityOf({ metadata }: Pick<Entity, 'metadata'>): Identity {
  const { name, annotations = {} } = metadata;
  const id = annotations[kubernetesId] ?? name;
  const named = annotations[vaultPath] ? { namesVault: true } : {};
  const declared = parseEnvironments(annotations[environments]);
  if (declared.length > 0) {
    return { service: id, environments: declared, only: {}, ...named };
  }
  const selector = parseLabelSelector(
    annotations[kubernetesLabelSelector] ?? '',
  );
  const applications = applicationsOf(annotations);
  const only = {
    cluster: annotations[kubernetesCluster],
    namespace: annotations[kubernetesNamespace],
  };
  // Entities with the same selector mean the same objects, which are kept once.
  const service = selector ? keyOf(selector) : id;
  return {
    service,
    only,
    ...named,
    ...((selector || applications) && {
      claim: {
        service,
        ...(selector && { selector }),
        ...(applications && { applications }),
      },
    }),
  };
}

/** No service is called so. A name in the database has room for 255 characters. */
function keyOf({ text }: LabelSelector): string {
  return text.length <= 200
    ? `(${text})`
    : `(${createHash('sha256').update(text).digest('base64url')})`;
}

function applicationsOf(
  annotations: Record<string, string>,
): Claim['applications'] {
  const names = (annotations[argocdAppName] ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);
  if (names.length > 0) {
    return { names };
  }
  const selector = parseLabelSelector(annotations[argocdAppSelector] ?? '');
  return selector && { selector };
}
