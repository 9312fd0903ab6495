import fc from 'fast-check';
import { int, of, resources, some, storages } from './draw';
import type { Any, Fields } from './draw';

export const serving = ['http', 'grpc', 'realtime', 'web'];
const probe = some({
  path: of('/live', '/up/v1'),
  port: of(8080, 8088, 9090),
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
          ...(type === 'http' ? { api: of('rest', 'graphql') } : {}),
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

/** Composes others: the one workload of a service whose image holds what was composed. */
export const router = fc
  .tuple(
    workloadOf('http'),
    fc.dictionary(
      of('assistant', 'web-shop', 'carts'),
      some({
        service: of('assistant', 'basket'),
        namespace: of('shop', 'tools'),
        port: of(8080, 4001),
        path: of('/graphql', '/api/v2'),
      }),
      { minKeys: 1 },
    ),
  )
  .map(([drawn, subgraphs]) => {
    const { api, ...workload } = drawn as Record<string, unknown>;
    return { workload: { ...workload, router: { subgraphs } } };
  });

export const workloads = fc.oneof(
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
