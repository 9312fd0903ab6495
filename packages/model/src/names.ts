/**
 * The names by which what Slipway creates is recognized by what observes it.
 * The blueprint writes them, the state back end reads them; neither spells one itself.
 */

/** Labels on every generated Kubernetes object. Values are the spec's own names. */
export const labels = {
  /** Backstage's own selector; its value is the service's name. */
  kubernetesId: 'backstage.io/kubernetes-id',
  name: 'app.kubernetes.io/name',
  partOf: 'app.kubernetes.io/part-of',
  component: 'app.kubernetes.io/component',
  managedBy: 'app.kubernetes.io/managed-by',
  service: 'slipway.dev/service',
  environment: 'slipway.dev/environment',
  workload: 'slipway.dev/workload',
  /** On what a service brings for itself, such as its database: the need's name in the spec. */
  need: 'slipway.dev/need',
} as const;

/** Annotations on generated CronJobs: what people wanted of them, since no field of the kind has room for it. */
export const runAnnotations = {
  /** What a run does, in the words of its report: `backup`, `mirror`, `restore`, `verify`. */
  run: 'slipway.dev/run',
  /** How old the newest backup may be at most: `26h`. */
  objective: 'slipway.dev/backup-objective',
  /** How long a backup is kept: `7d`. */
  keep: 'slipway.dev/backup-keep',
} as const;

/** Annotations on catalog entities. */
export const entityAnnotations = {
  /** The environments of the service in promotion order: `dev=local/shop-dev,prod=eu-1/shop` (name=cluster/namespace). */
  environments: 'slipway.dev/environments',
  /** Where the service's builds are seen: a public http(s) address. */
  builds: 'slipway.dev/builds',
  kubernetesId: 'backstage.io/kubernetes-id',
  kubernetesLabelSelector: 'backstage.io/kubernetes-label-selector',
  kubernetesNamespace: 'backstage.io/kubernetes-namespace',
  kubernetesCluster: 'backstage.io/kubernetes-cluster',
  sourceLocation: 'backstage.io/source-location',
  argocdAppName: 'argocd/app-name',
  argocdAppSelector: 'argocd/app-selector',
  /** Folders of secrets in Vault, and the engine that they are in, as the community's plugin reads them. */
  vaultPath: 'vault.io/secrets-path',
  vaultEngine: 'vault.io/secrets-engine',
} as const;

/** Types of Resources that are a place in which services run, and none themselves. */
export const placeTypes = {
  cluster: 'kubernetes-cluster',
  namespace: 'kubernetes-namespace',
} as const;

/** Any of these makes an entity one of which something may run. */
export const runningAnnotations: readonly string[] = [
  entityAnnotations.environments,
  entityAnnotations.kubernetesId,
  entityAnnotations.kubernetesLabelSelector,
  entityAnnotations.kubernetesNamespace,
  entityAnnotations.argocdAppName,
  entityAnnotations.argocdAppSelector,
];

/** Whether something may run of an entity with these annotations. */
export function mayRun(
  annotations: Readonly<Record<string, string>> | undefined,
): boolean {
  return runningAnnotations.some(name => annotations?.[name]);
}

/**
 * The image tag of a repository that no build has reached yet. The blueprint writes it into a new overlay;
 * nobody pushes it, and the state back end says "waiting for the first build" rather than "cannot pull".
 */
export const FIRST_BUILD_TAG = 'waiting-for-first-build';

/** What an image tag tells. Generated workflows tag as `git describe` does: `0.1.7-g1a2b3c4`. */
export interface ImageVersion {
  /** What people call it: the tag without the commit. */
  version: string;
  /** The abbreviated commit that was built, where the tag tells. */
  commit?: string;
}

export function parseImageTag(tag: string): ImageVersion {
  const described = /^(.+)-g([0-9a-f]{7,40})$/.exec(tag);
  return described
    ? { version: described[1], commit: described[2] }
    : { version: tag };
}

/** One environment of a service: a named target. */
export interface EnvironmentTarget {
  name: string;
  cluster: string;
  namespace: string;
  /** Nobody declared it: it is where something of the service was found. */
  guessed?: boolean;
}

export function formatEnvironments(targets: EnvironmentTarget[]): string {
  return targets.map(t => `${t.name}=${t.cluster}/${t.namespace}`).join(',');
}

/** Reads what {@link formatEnvironments} wrote; entries that do not parse are left out. */
export function parseEnvironments(
  value: string | undefined,
): EnvironmentTarget[] {
  return (value ?? '').split(',').flatMap(entry => {
    const match = /^\s*([a-z0-9-]+)=([^/\s]+)\/([a-z0-9-]+)\s*$/.exec(entry);
    return match
      ? [{ name: match[1], cluster: match[2], namespace: match[3] }]
      : [];
  });
}
