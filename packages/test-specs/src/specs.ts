import fc from 'fast-check';
import { checkService } from '@slipway/model';
import type { Service } from '@slipway/model';

type Any<T = unknown> = fc.Arbitrary<T>;
type Fields = Record<string, Any>;

/** Any of the fields, none of them needed. */
const some = (fields: Fields) => fc.record(fields, { requiredKeys: [] });
const of = <T>(...values: T[]) => fc.constantFrom(...values);
const int = (min: number, max: number) => fc.integer({ min, max });

const serving = ['http', 'grpc', 'realtime', 'web'];
const storages = of('1Gi', '10Gi', '512Mi', '50Gi');
const durations = of('30s', '5m', '2h', '7d', '1d12h');

const resources = some({
  requests: some({
    cpu: of('10m', '100m', '0.5'),
    memory: of('64Mi', '128Mi'),
    ephemeralStorage: of('64Mi', '128Mi'),
  }),
  limits: some({
    cpu: of('1', '2', '500m'),
    memory: of('512Mi', '1Gi'),
    ephemeralStorage: of('256Mi', '1Gi'),
  }),
});

const probe = some({
  path: of('/live', '/up/v1'),
  period: of('5s', '10s', '1m'),
  timeout: of('1s', '3s'),
  failures: int(1, 30),
});
/** Readiness is not to be switched off: whoever sends requests asks for it. */
const optionalProbe = fc.oneof(
  { weight: 1, arbitrary: fc.constant(false) },
  { weight: 4, arbitrary: probe },
);

const shared: Fields = {
  resources,
  workFiles: of('100Mi', '2Gi'),
  env: fc.dictionary(
    of('LOG_LEVEL', 'FEATURE_X', 'on', 'constructor'),
    of(
      'info',
      'yes',
      '1e3',
      'a b',
      '${HOME}',
      "it's",
      '"quoted"',
      'two\nlines',
    ),
    { maxKeys: 3 },
  ),
  command: of(['/app/own'], ['/bin/run', '--fast', 'a b']),
  args: of(['--verbose'], ['serve', '--port', '$(PORT)']),
  metrics: fc.oneof(
    fc.constant(false),
    some({ path: of('/metrics', '/internal/metrics'), port: of(9090, 9100) }),
  ),
};

const lasting: Fields = {
  ...shared,
  replicas: int(0, 4),
  zones: int(1, 3),
  probes: some({
    startup: optionalProbe,
    liveness: optionalProbe,
    readiness: probe.map(fields => ({ ...(fields as object), path: '/ready' })),
  }),
  shutdown: some({ delay: of('0s', '5s', '15s'), grace: of('30s', '2m') }),
};

const bounds = { min: int(1, 3), max: int(3, 10), cpu: of(50, 70, 80) };

function workloadOf(type: string): Any {
  if (type === 'job') {
    return some({
      ...shared,
      timeZone: of('Europe/Berlin', 'UTC'),
      deadline: of('10m', '2h'),
    }).map(fields => ({
      type,
      schedule: '15 2 * * 1-5',
      ...(fields as object),
    }));
  }
  const fields: Fields =
    type === 'worker'
      ? {
          ...lasting,
          scaling: some(bounds),
          // Nobody sends it requests, so nobody has to ask.
          probes: some({
            startup: optionalProbe,
            liveness: probe,
            readiness: fc.constant(false),
          }),
        }
      : {
          ...lasting,
          port: of(3000, 8080, 50051),
          scaling: some({
            ...bounds,
            latency: of('250ms', '1s'),
            ...(type === 'grpc' ? {} : { connections: of(100, 1000) }),
          }),
          ...(type === 'grpc' ? {} : { sticky: fc.boolean() }),
        };
  return some({
    ...fields,
    keep: fc.record({ size: storages, path: of('/data', '/var/lib/app') }),
  }).map(given => {
    const { keep, workFiles, ...rest } = given as Record<string, unknown>;
    // One volume or the other.
    return {
      type,
      ...rest,
      ...(keep ? { keep } : {}),
      ...(workFiles && !keep ? { workFiles } : {}),
    };
  });
}

const backup = some({
  schedule: of('0 3 * * *', '30 */6 * * *'),
  keep: of('7d', '30d'),
  objective: of('26h', '2d'),
  verify: of('weekly', 'monthly', 'never'),
});

const owned: Fields = {
  version: of('18', '17.4', '7'),
  size: storages,
  storageClass: of('gp3', 'cinder', 'local-path'),
  instances: int(1, 3),
  resources,
};

const place: Fields = {
  host: of('db.example.com', 'cache.internal.example.com'),
  port: of(5433, 6380, 9094),
  cidr: of('10.0.0.0/16', '192.168.7.0/24'),
  secret: of('own-secret', 'shared.credentials'),
};

const needs: Record<string, { providers: string[]; fields: Fields }> = {
  postgres: {
    providers: ['in-cluster', 'cloudnative-pg', 'managed', 'shared'],
    fields: {
      pooler: some({
        maxClients: of(100, 1000),
        poolSize: of(10, 25),
        mode: of('transaction', 'session'),
        replicas: int(1, 3),
      }),
      database: of('payments', 'audit_log'),
      backup,
    },
  },
  redis: {
    providers: ['in-cluster', 'managed', 'shared'],
    fields: { queues: of(['jobs'], ['a', 'b']) },
  },
  kafka: {
    providers: ['in-cluster', 'strimzi', 'managed', 'shared'],
    fields: {
      topics: fc.dictionary(
        of('orders', 'order.events', 'audit_log'),
        some({ partitions: int(1, 12), keep: durations }),
        { maxKeys: 2 },
      ),
    },
  },
  rabbitmq: {
    providers: ['in-cluster', 'operator', 'managed', 'shared'],
    fields: { deadLetter: fc.boolean(), queues: of(['mail'], ['a', 'b']) },
  },
  sqs: {
    providers: ['elasticmq', 'managed', 'shared'],
    fields: {
      deadLetter: fc.boolean(),
      queues: of(['jobs'], ['in', 'out']),
      region: of('eu-central-1', 'us-east-1'),
    },
  },
  s3: {
    providers: ['minio', 'r2', 'managed', 'shared'],
    fields: {
      buckets: of(['files'], ['in', 'out']),
      region: of('auto', 'eu-west-3'),
      backup,
    },
  },
};

function needOf(type: string): Any {
  const { providers, fields } = needs[type];
  return of(...providers, undefined).chain(provider => {
    if (provider === 'shared') {
      return some({ need: of('db', 'main') }).map(given => ({
        type,
        provider,
        service: 'ledger',
        ...(given as object),
      }));
    }
    return some({ ...owned, ...place, ...fields }).map(given => ({
      type,
      ...(provider ? { provider } : {}),
      ...(given as object),
    }));
  });
}

/** Fields that an environment may say otherwise whatever the workloads are. */
const override = some({
  replicas: fc.option(int(0, 3), { nil: null }),
  resources: fc.option(resources, { nil: null }),
  env: fc.dictionary(
    of('LOG_LEVEL', 'NEW'),
    fc.option(of('debug', 'x'), { nil: null }),
    {
      maxKeys: 2,
    },
  ),
  zones: fc.option(int(1, 3), { nil: null }),
  expose: fc.constant(null),
  observability: some({ alerts: fc.boolean(), dashboard: fc.boolean() }),
});

const quota = some({
  requests: some({ cpu: of<unknown>(8, 64), memory: of('64Gi') }),
  limits: some({ cpu: of(96), memory: of('128Gi') }),
  pods: of(50, 200),
  storage: of('500Gi', '2Ti'),
});

/** A quota is set by whoever owns the namespace. */
const namespace = fc.oneof(
  of('shop', 'team-pay'),
  some({ quota }).map(fields => ({ own: true, ...(fields as object) })),
  fc.constant({ name: 'shop', own: false }),
);

const environments = fc
  .uniqueArray(of('dev', 'staging', 'prod', 'qa', 'on'), {
    minLength: 1,
    maxLength: 3,
  })
  .chain(names =>
    fc.record(
      Object.fromEntries(
        names.map(name => [
          name,
          fc
            .tuple(
              fc.oneof(
                { weight: 3, arbitrary: of('local') },
                { weight: 12, arbitrary: of('eu-1') },
                { weight: 1, arbitrary: of('bare') },
              ),
              some({
                stage: of('dev', 'staging', 'prod'),
                namespace,
              }),
              override,
            )
            .map(([cluster, fields, over]) => ({
              cluster,
              ...(fields as object),
              ...(over as object),
            })),
        ]),
      ),
    ),
  );

const top: Fields = {
  secrets: some({
    provider: of('vault', 'sealed-secrets', 'infisical', 'plain'),
    path: of('kv/pay/payments', '/shop'),
    refresh: of('5m', '1h'),
    delivery: of('operator', 'sidecar'),
    keys: of(['STRIPE_KEY'], ['JWT_KEY', 'API_TOKEN']),
  }),
  expose: some({
    host: of('pay.example.org', 'pay.127.0.0.1.nip.io'),
    path: of('/', '/pay'),
    via: of('gateway', 'ingress'),
    tls: of<unknown>('letsencrypt', false),
  }),
  delivery: some({
    engine: of('argocd', 'flux', 'kubectl'),
    applicationSet: fc.boolean(),
    rollout: of('rolling', 'canary', 'blue-green'),
    promotion: fc.dictionary(
      of('dev', 'staging', 'prod'),
      of('on-merge', 'pull-request'),
      {
        maxKeys: 2,
      },
    ),
    dependsOn: of(['platform'], ['a', 'b']),
    interval: of('1m', '10m'),
    layout: of('in-repo'),
  }).chain(fields =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(fields as object) },
      {
        weight: 1,
        arbitrary: fc.constant({
          ...(fields as object),
          layout: 'central',
          repository: 'https://git.example.com/shop/gitops',
        }),
      },
    ),
  ),
  network: some({
    from: of(
      [{ service: 'checkout' }],
      [{ service: 'web', namespace: 'shop', port: 8080 }],
    ),
    to: of(
      [{ cidr: '10.1.0.0/16', port: 443 }],
      [{ service: 'mail', namespace: 'tools' }],
    ),
  }),
  observability: some({
    objective: of(99, 99.9, 99.99),
    latency: of('250ms', '1s'),
    dashboard: fc.boolean(),
    alerts: fc.boolean(),
  }),
  image: of(
    'ghcr.io/shop/x',
    '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/x',
    'docker.io/shop/x',
  ),
  bundle: of('@platform/slipway-bundle', './platform'),
  exceptions: of([
    {
      rule: 'policy.probes',
      reason: 'the process answers nobody',
      until: '2027-01-31',
    },
    {
      rule: 'quota.pods',
      reason: 'the quota is raised next week',
      until: '2027-02-01',
      object: 'Deployment/payments',
    },
  ]),
};

const runtimeAndBuild = of(
  'go',
  'node',
  'python',
  'kotlin',
  'nextjs',
  'container',
).chain(
  (runtime): Any<object> =>
    runtime === 'container'
      ? fc
          .constantFrom<object>(
            { dockerfile: 'build/Dockerfile' },
            { image: 'ghcr.io/shop/router:v2.1.0' },
          )
          .map(build => ({ runtime, build }))
      : some({
          base: of('registry.example.com/base/runtime:3'),
          final: of(
            'distroless',
            'alpine',
            ...(runtime === 'go' ? ['scratch'] : []),
          ),
        }).map(build => ({ runtime, build })),
);

const workloads = fc.oneof(
  of(...serving, 'worker', 'job')
    .chain(workloadOf)
    .map(workload => ({ workload })),
  fc
    .uniqueArray(of('api', 'worker', 'nightly', 'ws'), {
      minLength: 1,
      maxLength: 3,
    })
    .chain(names =>
      fc.record(
        Object.fromEntries(
          names.map(name => [
            name,
            of(...serving, 'worker', 'job').chain(workloadOf),
          ]),
        ),
      ),
    )
    .map(several => ({ workloads: several })),
);

const needed = fc
  .uniqueArray(of('db', 'cache', 'events', 'mail', 'jobs', 'files'), {
    maxLength: 3,
  })
  .chain(names =>
    fc.record(
      Object.fromEntries(
        names.map(name => [name, of(...Object.keys(needs)).chain(needOf)]),
      ),
    ),
  );

const queues = ['sqs', 'redis', 'rabbitmq', 'kafka'];

interface Draft {
  workload?: Record<string, unknown>;
  workloads?: Record<string, Record<string, unknown>>;
  needs: Record<string, { type: string; provider?: string; backup?: object }>;
}

/** What refers to something else refers to what is there. */
function connected(draft: Draft, depth: number, toBucket: boolean): Draft {
  const queue = Object.keys(draft.needs).find(
    name =>
      queues.includes(draft.needs[name].type) &&
      draft.needs[name].provider !== 'shared',
  );
  const scaled = (workload: Record<string, unknown>) =>
    workload.type === 'worker' && queue && depth > 0
      ? {
          ...workload,
          scaleOn: {
            need: queue,
            depth,
            ...(depth % 2 ? { queue: 'jobs' } : {}),
          },
        }
      : workload;
  const bucket = Object.keys(draft.needs).find(
    name => draft.needs[name].type === 's3',
  );
  return {
    ...draft,
    ...(draft.workload ? { workload: scaled(draft.workload) } : {}),
    ...(draft.workloads
      ? {
          workloads: Object.fromEntries(
            Object.entries(draft.workloads).map(([name, value]) => [
              name,
              scaled(value),
            ]),
          ),
        }
      : {}),
    needs: Object.fromEntries(
      Object.entries(draft.needs).map(([name, need]) => [
        name,
        need.backup &&
        bucket &&
        bucket !== name &&
        !(toBucket && name === 'cache')
          ? { ...need, backup: { ...need.backup, to: bucket } }
          : need,
      ]),
    ),
  };
}

const draft = fc
  .tuple(
    fc.record({
      name: of('payments', 'ledger-2', 'a-service-with-quite-a-long-name'),
      owner: of('team-pay', 'group:default/team-pay'),
      metadata: some({
        system: of('shop', 'system:default/shop'),
        description: of('Takes payments', 'Fees: 1 % & more'),
        lifecycle: of('experimental', 'production', 'deprecated'),
      }),
      host: of('github', 'gitlab', 'gitea'),
      repository: some({
        branch: of('main', 'release/1.x'),
        path: of('services/pay', 'a/b/c'),
      }),
    }),
    runtimeAndBuild,
    workloads,
    needed,
    environments,
    some(top),
    int(0, 20),
    fc.boolean(),
  )
  .map(([head, made, work, need, places, rest, depth, toBucket]) => ({
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Service',
    metadata: {
      name: head.name,
      owner: head.owner,
      ...(head.metadata as object),
    },
    spec: {
      ...made,
      ...connected(
        { ...(work as object), needs: need as Draft['needs'] },
        depth,
        toBucket,
      ),
      environments: places,
      repository: {
        host: head.host,
        url: `https://git.example.com/shop/${head.name}`,
        ...(head.repository as object),
      },
      ...(rest as object),
    },
  }));

/** What is reached from outside may be said, where something serves. */
function exposed(document: any): object {
  const { expose, workloads: several } = document.spec;
  const name = Object.keys(several ?? {}).find(key =>
    serving.includes(several[key].type),
  );
  return expose && name
    ? {
        ...document,
        spec: { ...document.spec, expose: { ...expose, workload: name } },
      }
    : document;
}

/** Any service of the whole schema that the checks accept, as a document and as what it means. */
export const anySpec: fc.Arbitrary<{ document: object; service: Service }> = fc
  .tuple(draft, fc.boolean())
  .map(([document, named]) => (named ? exposed(document) : document))
  .map(document => ({ document, service: checkService(document).service! }))
  .filter(({ service }) => service !== undefined);
