import fc from 'fast-check';
import { durations, int, of, resources, some, storages } from './draw';
import type { Any, Fields } from './draw';

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
  // Those that only one type has would be met too seldom.
  const own = providers.filter(
    name => !['in-cluster', 'managed', 'shared'].includes(name),
  );
  return of(...providers, ...own, undefined).chain(provider => {
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

export const needed = fc
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
