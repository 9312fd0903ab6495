import { MAIN_WORKLOAD, parseQuantity, serving } from '@slipway/model';
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
import { repositoryFacts, rootOf } from './repository';
import type { RepositoryFacts } from './repository';
import { profileOf, resolveSpec, stageOf, withoutMissing } from './resolve';
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

/** Of what serves nobody and so has no port of its own. */
const METRICS_PORT = 9090;

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

/** Where manifests are written, from the root of the repository that has them. */
export interface Places {
  /** A GitOps repository of its own, rather than the service's. */
  central?: { url: string; branch: string };
  base: string;
  components: string;
  custom: string;
  argocd: string;
  flux: string;
  overlay(environment: string): string;
  /** The file of Helm values that has the image, where a chart is deployed. */
  values(environment: string): string;
}

function placesOf(
  service: Service,
  bundle: PlatformBundle,
  delivery: Delivery,
): Places {
  const { name } = service.metadata;
  const url = {
    'in-repo': undefined,
    central: delivery.repository ?? bundle.gitops?.url,
    // Most charts lie beside the source.
    helm: delivery.repository,
  }[delivery.layout ?? 'in-repo'];
  if (url) {
    return {
      central: { url, branch: bundle.gitops?.branch ?? 'main' },
      base: `base/${name}`,
      components: `components/${name}`,
      custom: `custom/${name}`,
      argocd: `argocd/${name}`,
      flux: `flux/${name}`,
      overlay: environment => `overlays/${environment}/${name}`,
      values: environment => `values/${environment}/${name}.yaml`,
    };
  }
  const root = rootOf(service);
  return {
    base: `${root}deploy/base`,
    components: `${root}deploy/components`,
    custom: `${root}deploy/custom`,
    argocd: `${root}deploy/argocd`,
    flux: `${root}deploy/flux`,
    overlay: environment => `${root}${overlayPath(environment)}`,
    values: environment => `${root}deploy/values/${environment}.yaml`,
  };
}

/** The folder of an environment's overlay in the service's folder. */
export function overlayPath(environment: string): string {
  return `deploy/overlays/${environment}`;
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

/** Work files count against what the pod may write; who says the limit says it for both. */
function withWorkFiles(
  { workFiles, resources = {} }: Workload,
  said: Origin | undefined,
): Resources {
  const [room, rest] = [workFiles, resources.limits?.ephemeralStorage].map(
    quantity => parseQuantity(quantity ?? '') ?? 0,
  );
  return room && said === 'built in'
    ? {
        ...resources,
        limits: {
          ...resources.limits,
          ephemeralStorage: `${Math.ceil((room + rest) / 2 ** 20)}Mi`,
        },
      }
    : resources;
}

/** The needs that backups go to, in any environment. */
function backupStores({ spec }: Service): Set<string> {
  const all = [spec, ...Object.values(spec.environments)];
  return new Set(
    all
      .flatMap(({ needs }) => Object.values(needs ?? {}))
      .flatMap(need => need?.backup?.to ?? []),
  );
}

/** On a developer's own cluster there are the overlays, with everything that a service needs beside it. */
function chartOf(
  { layout, chart }: Delivery,
  { local }: ClusterProfile,
): Chart | undefined {
  return layout === 'helm' && chart?.path && !local
    ? {
        path: chart.path,
        image: chart.image ?? 'image',
        values: chart.values ?? [],
      }
    : undefined;
}

function environmentContext(
  service: Service,
  bundle: PlatformBundle,
  target: EnvironmentTarget,
): EnvironmentContext {
  const { value, origins } = resolveSpec(service, bundle, target.name);
  const spec = value as unknown as {
    workloads: Record<string, Workload>;
    needs: Record<string, Need>;
  } & Pick<
    EnvironmentContext,
    'secrets' | 'expose' | 'delivery' | 'network' | 'observability'
  >;
  const { namespace } = service.spec.environments[target.name];
  const stores = backupStores(service);
  const told = typeof namespace === 'object' ? namespace : undefined;
  const profile: ClusterProfile = profileOf(bundle, target.cluster) ?? {
    kubernetesVersion: '',
    apis: [],
  };
  const prefixed = (name: string) => `${service.metadata.name}-${name}`;
  return withoutMissing({
    ...target,
    leftOut: [],
    stage: stageOf(service, target.name),
    profile,
    ownsNamespace: told?.own ?? (told?.name ?? namespace) === undefined,
    ...(told?.quota ? { quota: told.quota } : {}),
    local: profile.local === true,
    workloads: Object.entries(spec.workloads).map(([name, workload]) => ({
      ...workload,
      name,
      objectName:
        name === MAIN_WORKLOAD ? service.metadata.name : prefixed(name),
      serves: serving.includes(workload.type),
      port: workload.port ?? 0,
      metrics: workload.metrics
        ? {
            path: workload.metrics.path ?? '/metrics',
            port: workload.metrics.port ?? workload.port ?? METRICS_PORT,
          }
        : undefined,
      replicas: workload.replicas ?? 1,
      resources: withWorkFiles(
        workload,
        origins[`workloads.${name}.resources.limits.ephemeralStorage`],
      ),
      env: workload.env ?? {},
    })),
    needs: Object.entries(spec.needs)
      .map(([name, need]) => ({
        ...need,
        name,
        objectName: prefixed(name),
        provider: need.provider ?? 'managed',
        port: need.port ?? 0,
        forBackups: stores.has(name),
      }))
      .filter(
        ({ name, forBackups }) =>
          !forBackups ||
          Object.values(spec.needs).some(({ backup }) => backup?.to === name),
      ),
    secrets: spec.secrets,
    expose: spec.expose,
    delivery: spec.delivery,
    chart: chartOf(spec.delivery, profile),
    network: spec.network ?? {},
    observability: spec.observability ?? {},
    origins,
  });
}
