import { MAIN_WORKLOAD, parseQuantity, serving } from '@slipway/model';
import type {
  ClusterProfile,
  Delivery,
  EnvironmentTarget,
  Need,
  PlatformBundle,
  Resources,
  Service,
  Workload,
} from '@slipway/model';
import type { Chart, EnvironmentContext } from './context';
import { profileOf, resolveSpec, stageOf, withoutMissing } from './resolve';
import type { Origin } from './resolve';

/** Of what serves nobody and so has no port of its own. */
const METRICS_PORT = 9090;

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

/** One environment, with every layer of values laid over the one below. */
export function environmentContext(
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
            port: workload.metrics.port ?? metricsPort(service, workload),
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

/** Who scrapes speaks no gRPC, so a program of ours has a port beside the calls; an image of others is taken as it is. */
function metricsPort(
  { spec: { runtime } }: Service,
  { type, port }: Workload,
): number {
  if (type === 'grpc' && runtime !== 'container') {
    return port === METRICS_PORT ? METRICS_PORT + 1 : METRICS_PORT;
  }
  return port ?? METRICS_PORT;
}
