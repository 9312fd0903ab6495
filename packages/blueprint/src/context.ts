import { applyOverride, MAIN_WORKLOAD, workloadIn } from '@slipway/model';
import type {
  EnvironmentTarget,
  PlatformBundle,
  Resources,
  Service,
  Workload,
} from '@slipway/model';
import { repositoryFacts } from './repository';
import type { RepositoryFacts } from './repository';

/** A workload with every default filled in. */
export interface WorkloadContext {
  name: string;
  /** The name of its Deployment and Service. */
  objectName: string;
  type: Workload['type'];
  port: number;
  replicas: number;
  resources: Resources;
  env: Record<string, string>;
}

export interface EnvironmentContext extends EnvironmentTarget {
  /** Namespaces come from their owner alone: the service's own when the spec names none, else the platform's. */
  ownsNamespace: boolean;
  /** Its cluster runs on developers' machines. */
  local: boolean;
  workloads: WorkloadContext[];
}

/** What every part gets: the spec and the bundle, resolved once. */
export interface RenderContext {
  service: Service;
  bundle: PlatformBundle;
  name: string;
  image: string;
  repository: RepositoryFacts;
  /** As the spec says, before any environment. */
  workloads: WorkloadContext[];
  environments: EnvironmentContext[];
}

const defaultResources: Resources = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { memory: '128Mi' },
};

export function imageOf(service: Service, bundle: PlatformBundle): string {
  const { path } = repositoryFacts(service);
  return service.spec.image ?? `${bundle.registry}/${path.toLowerCase()}`;
}

export function environmentsOf(
  service: Service,
  _bundle: PlatformBundle,
): EnvironmentTarget[] {
  return Object.entries(service.spec.environments).map(
    ([name, { cluster, namespace }]) => ({
      name,
      cluster,
      namespace: namespace ?? `${service.metadata.name}-${name}`,
    }),
  );
}

/** The folder of an environment's overlay. */
export function overlayPath(environment: string): string {
  return `deploy/overlays/${environment}`;
}

export function renderContext(
  service: Service,
  bundle: PlatformBundle,
): RenderContext {
  const resolve = (name: string, workload: Workload): WorkloadContext => ({
    name,
    objectName:
      name === MAIN_WORKLOAD
        ? service.metadata.name
        : `${service.metadata.name}-${name}`,
    type: workload.type,
    port: workload.port ?? bundle.defaults.port ?? 8080,
    replicas: workload.replicas ?? bundle.defaults.replicas ?? 1,
    resources: applyOverride(
      bundle.defaults.resources ?? defaultResources,
      workload.resources ?? {},
    ),
    env: workload.env ?? {},
  });
  const names = Object.keys(service.spec.workloads);
  return {
    service,
    bundle,
    name: service.metadata.name,
    image: imageOf(service, bundle),
    repository: repositoryFacts(service, bundle.defaults.branch),
    workloads: names.map(name => resolve(name, service.spec.workloads[name])),
    environments: environmentsOf(service, bundle).map(target => ({
      ...target,
      ownsNamespace:
        service.spec.environments[target.name].namespace === undefined,
      local: bundle.clusters[target.cluster]?.local === true,
      workloads: names.map(name =>
        resolve(name, workloadIn(service, name, target.name)),
      ),
    })),
  };
}
