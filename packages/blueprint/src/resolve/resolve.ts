import { applyOverride, overridesOf, specIn } from '@slipway/model';
import type {
  ClusterProfile,
  Need,
  NeedType,
  PlatformBundle,
  Service,
  ServiceSpec,
  Stage,
  StageDefaults,
} from '@slipway/model';
import {
  backupDefaults,
  needDefaults,
  poolerDefaults,
  usualProvider,
  workloadDefaults,
} from './builtIn';
import { layered } from './layers';
import type { Layer, Layered } from './layers';

/** What an environment is for: as it says, else as its name says, else by its place in the order. */
export function stageOf(service: Service, environment: string): Stage {
  const given = service.spec.environments[environment].stage;
  if (given) {
    return given;
  }
  if (/^(prod|live)/.test(environment)) {
    return 'prod';
  }
  if (/^(dev|local|test|review)/.test(environment)) {
    return 'dev';
  }
  const names = Object.keys(service.spec.environments);
  return names.length > 1 && names[names.length - 1] === environment
    ? 'prod'
    : 'staging';
}

/** What a cluster has; nothing where the platform has no such cluster, whatever objects are born with. */
export function profileOf(
  { clusters }: PlatformBundle,
  cluster: string,
): ClusterProfile | undefined {
  return Object.hasOwn(clusters, cluster) ? clusters[cluster] : undefined;
}

/** Every value of a service in one environment, and who set it. */
export function resolveSpec(
  service: Service,
  bundle: PlatformBundle,
  environment: string,
): Layered {
  const stage = stageOf(service, environment);
  const wanted = specIn(service, environment);
  // Together first: what an environment removes is as if the spec had not said it, and the defaults count again.
  const said = layered([
    { origin: 'spec', value: common(service) },
    { origin: 'environment', value: overridesOf(service, environment) },
  ]);
  const layers: Layer[] = [
    {
      origin: 'built in',
      value: builtIn(service, bundle, environment, wanted, stage),
    },
    ...[bundle.defaults, bundle.defaults.stages?.[stage]].map(
      (defaults): Layer => ({
        origin: 'platform',
        value: defaults ? platform(wanted, defaults) : {},
      }),
    ),
    { origin: path => said.origins[path], value: said.value },
  ];
  return layered(layers);
}

function common({ spec }: Service) {
  const { workloads, needs, secrets, expose, delivery, network } = spec;
  const { observability } = spec;
  return {
    workloads,
    needs,
    secrets,
    expose,
    delivery,
    network,
    observability,
  };
}

function builtIn(
  service: Service,
  bundle: PlatformBundle,
  environment: string,
  wanted: ServiceSpec,
  stage: Stage,
) {
  const profile = profileOf(
    bundle,
    service.spec.environments[environment].cluster,
  );
  return {
    workloads: mapValues(wanted.workloads, workload =>
      workloadDefaults(workload, service.spec.runtime, stage),
    ),
    needs: mapValues(wanted.needs ?? {}, need =>
      needLayer(need, bundle.defaults, stage, provider =>
        needDefaults(
          need.type,
          provider ?? usualProvider(need.type, profile),
          stage,
        ),
      ),
    ),
    delivery: { engine: 'argocd', layout: 'in-repo', rollout: 'rolling' },
    observability: { alerts: true, dashboard: true },
    ...(wanted.secrets
      ? { secrets: { provider: 'vault', refresh: '5m' } }
      : {}),
    ...(wanted.expose ? { expose: { path: '/' } } : {}),
  };
}

/** The provider decides about the other defaults of a need, so it is looked for first. */
function needLayer(
  need: Need,
  defaults: PlatformBundle['defaults'],
  stage: Stage,
  of: (provider: Need['provider']) => Partial<Need>,
): Partial<Need> {
  const said = [
    need.provider,
    defaults.stages?.[stage]?.needs?.[need.type]?.provider,
    defaults.needs?.[need.type]?.provider,
  ].find(provider => provider);
  const own = of(said ?? undefined);
  return {
    ...own,
    ...(need.pooler ? { pooler: poolerDefaults } : {}),
    ...(need.backup
      ? { backup: backupDefaults[need.type as 'postgres' | 's3'] }
      : {}),
  };
}

/** A platform's defaults in the shape of the spec: only for what the service has. */
function platform(wanted: ServiceSpec, defaults: StageDefaults) {
  const only = <T>(asked: unknown, value: T) =>
    asked === undefined ? {} : value ?? {};
  return {
    workloads: mapValues(wanted.workloads, ({ type }) =>
      applyOverride(defaults.workload ?? {}, defaults.workloads?.[type] ?? {}, {
        keepNull: true,
      }),
    ),
    needs: mapValues(wanted.needs ?? {}, ({ type, pooler, backup }) => {
      const { ...given } = defaults.needs?.[type as NeedType] ?? {};
      return {
        ...given,
        pooler: pooler ? given.pooler : undefined,
        backup: backup ? given.backup : undefined,
      };
    }),
    ...(wanted.secrets
      ? { secrets: only(wanted.secrets, defaults.secrets) }
      : {}),
    ...(wanted.expose ? { expose: only(wanted.expose, defaults.expose) } : {}),
    delivery: defaults.delivery,
    network: defaults.network,
    observability: defaults.observability,
  };
}

function mapValues<T, R>(
  record: Record<string, T>,
  map: (value: T) => R,
): Record<string, R> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value)]),
  );
}
