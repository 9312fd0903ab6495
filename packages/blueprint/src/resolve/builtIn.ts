import type {
  ClusterProfile,
  Need,
  NeedType,
  Runtime,
  Stage,
  Workload,
  WorkloadOverride,
} from '@slipway/model';

const small = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { memory: '128Mi' },
};

const middle = {
  requests: { cpu: '50m', memory: '128Mi' },
  limits: { memory: '256Mi' },
};

/** What a small service of a runtime uses at rest, and what it must not pass. */
const sizes: Record<
  Runtime,
  { requests: { cpu: string; memory: string }; limits: { memory: string } }
> = {
  go: small,
  container: middle,
  node: middle,
  python: middle,
  nextjs: middle,
  kotlin: {
    requests: { cpu: '100m', memory: '384Mi' },
    limits: { memory: '512Mi' },
  },
};

const probes: WorkloadOverride['probes'] = {
  startup: { path: '/healthz', period: '2s', timeout: '2s', failures: 30 },
  liveness: { path: '/healthz', period: '10s', timeout: '2s', failures: 3 },
  readiness: { path: '/readyz', period: '5s', timeout: '2s', failures: 3 },
};

/** As its own documentation has it: requests, health and metrics each on a port of their own. */
export const routerPorts = { requests: 4000, health: 8088, metrics: 9090 };

const health = (question: string) => ({
  path: `/health?${question}`,
  port: routerPorts.health,
});

const router: WorkloadOverride = {
  port: routerPorts.requests,
  metrics: { path: '/metrics', port: routerPorts.metrics },
  resources: {
    requests: { cpu: '100m', memory: '256Mi', ephemeralStorage: '64Mi' },
    limits: { memory: '512Mi', ephemeralStorage: '256Mi' },
  },
  probes: {
    startup: { ...probes.startup, ...health('ready') },
    liveness: { ...probes.liveness, ...health('live') },
    readiness: { ...probes.readiness, ...health('ready') },
  },
};

/** What a workload gets that nobody says anything about. */
export function workloadDefaults(
  { type, router: routes }: Pick<Workload, 'type' | 'router'>,
  runtime: Runtime,
  stage: Stage,
): WorkloadOverride {
  const common: WorkloadOverride = {
    resources: {
      requests: { ...sizes[runtime].requests, ephemeralStorage: '64Mi' },
      limits: { ...sizes[runtime].limits, ephemeralStorage: '256Mi' },
    },
    env: {},
  };
  const lasting: WorkloadOverride = {
    ...common,
    replicas: { dev: 1, staging: 2, prod: 3 }[stage],
    shutdown: { delay: '5s', grace: '30s' },
    metrics: { path: '/metrics' },
  };
  if (type === 'job') {
    return { ...common, deadline: '1h' };
  }
  if (type === 'worker') {
    return {
      ...lasting,
      // A worker has nothing to drain: it finishes what it holds.
      shutdown: { delay: '0s', grace: '60s' },
      // Of an image of others nobody knows whether it answers anything.
      ...(runtime === 'container'
        ? { metrics: false }
        : { metrics: { path: '/metrics', port: 9090 }, probes }),
    };
  }
  return {
    ...lasting,
    port: 8080,
    ...(type === 'realtime' ? { sticky: true } : {}),
    probes,
    ...(routes ? router : {}),
  };
}

const onLaptops: Partial<Record<NeedType, 'elasticmq' | 'minio'>> = {
  sqs: 'elasticmq',
  s3: 'minio',
};

/** Who provides a need that does not say: what runs on a developer's cluster, an operator, else a managed service. */
export function usualProvider(
  type: NeedType,
  profile: ClusterProfile | undefined,
): NonNullable<Need['provider']> {
  const has = (api: string) => profile?.apis.includes(api) === true;
  const operated: Partial<Record<NeedType, [string, Need['provider']]>> = {
    postgres: ['postgresql.cnpg.io/v1', 'cloudnative-pg'],
    kafka: ['kafka.strimzi.io/v1', 'strimzi'],
    rabbitmq: ['rabbitmq.com/v1beta1', 'operator'],
  };
  const operator = operated[type];
  if (!profile?.local && operator && has(operator[0])) {
    return operator[1]!;
  }
  if (!profile?.local) {
    return 'managed';
  }
  return onLaptops[type] ?? 'in-cluster';
}

const ports: Record<NeedType, number> = {
  postgres: 5432,
  redis: 6379,
  kafka: 9092,
  rabbitmq: 5672,
  sqs: 9324,
  s3: 9000,
};

const versions: Record<NeedType, string | undefined> = {
  postgres: '18',
  redis: '8.2',
  kafka: '4.1.0',
  rabbitmq: '4.2',
  sqs: '1.6.14',
  s3: undefined,
};

/** What a need gets that nobody says anything about. */
export function needDefaults(
  type: NeedType,
  provider: NonNullable<Need['provider']>,
  stage: Stage,
): Partial<Need> {
  if (provider === 'shared' || provider === 'managed' || provider === 'r2') {
    return { provider, port: ports[type] };
  }
  const clustered = ['cloudnative-pg', 'strimzi', 'operator'].includes(
    provider,
  );
  return {
    provider,
    port: ports[type],
    version: versions[type],
    size: {
      postgres: '10Gi',
      redis: '1Gi',
      kafka: '10Gi',
      rabbitmq: '5Gi',
      sqs: undefined,
      s3: '10Gi',
    }[type],
    instances: clustered && stage !== 'dev' ? 3 : 1,
    resources: {
      requests: { cpu: '100m', memory: type === 'kafka' ? '1Gi' : '256Mi' },
      limits: { memory: type === 'kafka' ? '2Gi' : '512Mi' },
    },
  };
}

/** Laid under what a spec says of a pooler or a backup, where it asks for one. */
export const poolerDefaults = {
  maxClients: 1000,
  poolSize: 25,
  mode: 'transaction',
  replicas: 2,
} as const;

export const backupDefaults = {
  postgres: {
    schedule: '0 3 * * *',
    keep: '7d',
    objective: '26h',
    verify: 'never',
  },
  s3: { schedule: '0 4 * * *', keep: '7d', objective: '26h' },
} as const;
