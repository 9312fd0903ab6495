import fc from 'fast-check';
import { int, of, resources, some } from './draw';

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

export const environments = fc
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
