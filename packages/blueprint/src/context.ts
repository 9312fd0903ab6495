import type {
  Build,
  ClusterProfile,
  Delivery,
  EnvironmentTarget,
  Expose,
  Finding,
  Need,
  Network,
  Observability,
  PlatformBundle,
  Resources,
  Secrets,
  Service,
  Stage,
  Workload,
} from '@slipway/model';
import { environmentContext } from './environmentContext';
import { placesOf } from './places';
import type { Places } from './places';
import { repositoryFacts, rootOf } from './repository';
import type { RepositoryFacts } from './repository';
import type { Origin } from './resolve';

/** A workload in one environment, with every default filled in. */
export interface WorkloadContext extends Omit<Workload, 'metrics'> {
  name: string;
  /** The name of its objects. */
  objectName: string;
  /** Whether it answers requests, and so has a port and a Service. */
  serves: boolean;
  port: number;
  replicas: number;
  resources: Resources;
  /** Where Prometheus reads, if it does. */
  metrics?: { path: string; port: number };
  env: Record<string, string>;
}

/** A need in one environment, with every default filled in. */
export interface NeedContext extends Need {
  name: string;
  /** The name of its objects, and of the Secret that opens it. */
  objectName: string;
  provider: NonNullable<Need['provider']>;
  port: number;
  /** Backups go there, and so the workloads do not get to it: who breaks into one cannot remove them. */
  forBackups: boolean;
}

export type NamespaceQuota = NonNullable<
  Exclude<
    Service['spec']['environments'][string]['namespace'],
    string | undefined
  >['quota']
>;

export interface EnvironmentContext extends EnvironmentTarget {
  stage: Stage;
  /** What its cluster has; an unknown cluster has nothing, and is a finding. */
  profile: ClusterProfile;
  /** Namespaces come from their owner alone: the service's own when the spec names none, else the platform's. */
  ownsNamespace: boolean;
  quota?: NamespaceQuota;
  /** Its cluster runs on developers' machines. */
  local: boolean;
  workloads: WorkloadContext[];
  needs: NeedContext[];
  secrets?: Secrets;
  expose?: Expose;
  /** What brings it there instead of an overlay; then its objects are the chart's. */
  chart?: Chart;
  delivery: Delivery &
    Required<Pick<Delivery, 'engine' | 'layout' | 'rollout'>>;
  network: Network;
  observability: Observability;
  /** Who set each value, by its path in the spec of this environment. */
  origins: Record<string, Origin>;
  /** What the spec asks for and a developer's own cluster does not have. */
  leftOut: Finding[];
}

/** A Helm chart that exists already. */
export interface Chart {
  path: string;
  /** Where its values have the image. */
  image: string;
  values: string[];
}

/** What every part gets: the spec and the bundle, resolved once. */
export interface RenderContext {
  service: Service;
  bundle: PlatformBundle;
  name: string;
  image: string;
  repository: RepositoryFacts;
  /** The folder of the service in its repository: empty, or with a slash behind it. */
  root: string;
  places: Places;
  /** How the image is made: the spec's word over the platform's. */
  build: Build;
  /** As they are in the first environment, which is the one that developers run. */
  workloads: WorkloadContext[];
  environments: EnvironmentContext[];
}

export function imageOf(service: Service, bundle: PlatformBundle): string {
  const { path } = repositoryFacts(service);
  // In a repository of several services each has an image of its own.
  const own = rootOf(service) ? `${path}/${service.metadata.name}` : path;
  return service.spec.image ?? `${bundle.registry}/${own.toLowerCase()}`;
}

export function environmentsOf(
  service: Service,
  _bundle: PlatformBundle,
): EnvironmentTarget[] {
  return Object.entries(service.spec.environments).map(
    ([name, { cluster, namespace }]) => ({
      name,
      cluster,
      namespace:
        (typeof namespace === 'string' ? namespace : namespace?.name) ??
        `${service.metadata.name}-${name}`,
    }),
  );
}

export function renderContext(
  service: Service,
  bundle: PlatformBundle,
): RenderContext {
  const environments = environmentsOf(service, bundle).map(target =>
    environmentContext(service, bundle, target),
  );
  return {
    service,
    bundle,
    name: service.metadata.name,
    image: imageOf(service, bundle),
    repository: repositoryFacts(service, bundle.defaults.branch),
    root: rootOf(service),
    places: placesOf(service, bundle, environments[0].delivery),
    build: { ...bundle.defaults.build, ...service.spec.build },
    workloads: environments[0].workloads,
    environments,
  };
}
