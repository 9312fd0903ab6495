import { InputError } from '@backstage/errors';
import { yamlHazard, type FileTree, type Finding } from '@slipway/model';
import { parse } from 'yaml';
import type { ArgoApi } from './argocd';
import { refuse } from './findings';

/** In the folder of the service, or in a GitOps repository. */
const APPLICATIONS =
  /(^|\/)deploy\/argocd\/[^/]+\.yaml$|^argocd\/[^/]+\/[^/]+\.yaml$/;

export interface Application {
  metadata: { name: string; namespace: string };
  spec?: {
    source?: { repoURL?: string };
    sources?: { repoURL?: string }[];
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** Who else delivers a tree that has nothing for Argo CD, and what is to be done there by hand. */
export function otherDelivery(
  tree: FileTree,
): { who: string; begin: string; end: string } | undefined {
  const has = (path: RegExp) => Object.keys(tree).some(one => path.test(one));
  if (has(APPLICATIONS)) {
    return undefined;
  }
  const flux = Object.keys(tree).find(path =>
    /(^|\/)(deploy\/flux|flux\/[^/]+)\/[^/]+\.yaml$/.test(path),
  );
  if (flux) {
    const file = flux.replace(/[^/]+$/, '<environment>.yaml');
    return {
      who: 'Flux',
      begin: `kubectl apply -f ${file}, once`,
      end: `kubectl delete -f ${file}`,
    };
  }
  const overlay = Object.keys(tree).find(path =>
    /(^|\/)overlays\/[^/]+\//.test(path),
  );
  if (!overlay) {
    return undefined;
  }
  const folder = overlay
    .replace(/\/[^/]+$/, '')
    .replace(/(^|\/)overlays\/[^/]+/, '$1overlays/<environment>');
  return {
    who: 'kubectl',
    begin: `kubectl apply -k ${folder}`,
    end: `kubectl delete -k ${folder}`,
  };
}

/** The Applications of a tree, in the order of their files. */
export function applicationsIn(tree: FileTree): Application[] {
  const paths = Object.keys(tree).filter(path => APPLICATIONS.test(path));
  if (paths.length === 0) {
    throw new InputError(
      'The workspace has no deploy/argocd/*.yaml; run slipway:service:generate before this step',
    );
  }
  const read = paths.map(path => ({ path, object: objectIn(tree, path) }));
  const odd = read.filter(({ object }) => !isApplication(object));
  if (odd.length > 0) {
    refuse(
      'Argo CD can be given Applications alone',
      odd.map(({ path }) => ({
        rule: 'delivery.application',
        severity: 'error',
        file: path,
        message: 'this is no Application with a name and a namespace',
        remedy: 'Mend the file, or keep it in another folder',
      })),
    );
  }
  return read.map(({ object }) => object as Application);
}

function objectIn(tree: FileTree, path: string): unknown {
  const { content } = tree[path];
  try {
    return yamlHazard(content) ? undefined : parse(content);
  } catch {
    return undefined;
  }
}

function isApplication(object: unknown): object is Application {
  const { apiVersion, kind, metadata } = (object ?? {}) as Partial<
    Record<string, any>
  >;
  return (
    apiVersion === 'argoproj.io/v1alpha1' &&
    kind === 'Application' &&
    typeof metadata?.name === 'string' &&
    typeof metadata?.namespace === 'string'
  );
}

/** The repositories that an Application deploys from, written alike. */
function repositoriesOf({ spec }: Application): string[] {
  return [spec?.source, ...(spec?.sources ?? [])].flatMap(source =>
    source?.repoURL
      ? [source.repoURL.toLowerCase().replace(/\/$|\.git\/?$/, '')]
      : [],
  );
}

/** `a` in `b-c` and `a-b` in `c` have one name: nobody's deployment is taken over, and nobody's is ended. */
export async function refuseOthers(
  api: ArgoApi,
  instance: string,
  applications: Application[],
  remedy: string,
): Promise<void> {
  const findings: Finding[] = [];
  for (const application of applications) {
    const live = await api.find(application);
    const ours = repositoriesOf(application);
    if (live && !repositoriesOf(live).some(url => ours.includes(url))) {
      findings.push({
        rule: 'delivery.application-free',
        severity: 'error',
        message: `Argo CD instance '${instance}' has an Application '${application.metadata.name}' that deploys another repository`,
        remedy,
      });
    }
  }
  if (findings.length > 0) {
    refuse('These Applications are not the ones of this service', findings);
  }
}
