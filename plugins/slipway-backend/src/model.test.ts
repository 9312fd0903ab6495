import fc from 'fast-check';
import { Knex } from 'knex';
import { labels as names } from '@slipway/model';
import { FakeClock } from './__testUtils__/FakeClock';
import {
  MemoryCluster,
  MemoryFault,
  MemoryObject,
} from './__testUtils__/MemoryCluster';
import { Claims, follow, known, openStore } from './__testUtils__/following';
import { directoryFor } from './__testUtils__/directory';
import { serviceObjects } from './__testUtils__/objects';
import { autoscaler, certificate, quota } from './__testUtils__/operators';
import { serve } from './__testUtils__/servedCluster';
import { identityOf } from './entities/identity';
import { ClusterDirectory } from './sources/kubernetes/proxyClient';
import { KnexStateStore } from './store';

/** So many in a full run; some of them each time. */
const RUNS = Number(process.env.SLIPWAY_SEQUENCES ?? 300);
/** Draws the same again. */
const SEED = Number(process.env.SLIPWAY_SEED ?? 6);

jest.setTimeout(Math.max(120_000, RUNS * 300));

interface Way {
  runs: number;
  open(cluster: MemoryCluster): Promise<{
    directory: ClusterDirectory;
    stop(): Promise<void>;
  }>;
  /** Lets come what is on its way. */
  pause(): Promise<void>;
}

const ways: Record<string, Way> = {
  'in memory': {
    runs: RUNS,
    open: async ({ directory }) => ({ directory, stop: async () => {} }),
    pause: () => new Promise(resolve => setImmediate(resolve)),
  },
  'over HTTP': {
    runs: Math.ceil(Math.min(RUNS, 3_000) / 30),
    open: async cluster => {
      const server = await serve(cluster);
      return { directory: directoryFor(server), stop: server.stop };
    },
    pause: () => new Promise(resolve => setTimeout(resolve, 2)),
  },
};

const paths: Record<string, string> = {
  Deployment: '/apis/apps/v1/deployments',
  ReplicaSet: '/apis/apps/v1/replicasets',
  Pod: '/api/v1/pods',
  ResourceQuota: '/api/v1/resourcequotas',
  HorizontalPodAutoscaler: '/apis/autoscaling/v2/horizontalpodautoscalers',
  Certificate: '/apis/cert-manager.io/v1/certificates',
};

const apis = ['apps/v1', 'batch/v1', 'autoscaling/v2', 'cert-manager.io/v1'];

/** What may happen, in the cluster, on the way to it, in the catalog, among replicas, and in time. */
type Step =
  | { do: 'deploy'; service: number; namespace: number; tag: number }
  | { do: 'change'; kind: number; namespace: number; variant: number }
  | { do: 'label'; object: number; service: number }
  | { do: 'unlabel'; object: number }
  | { do: 'remove'; object: number }
  | { do: 'removeNamespace'; namespace: number }
  | { do: 'claim'; services: number[] }
  | { do: 'break'; fault: MemoryFault }
  | { do: 'mend' }
  | { do: 'cut'; how: 'end' | 'reset' }
  | { do: 'compact' }
  | { do: 'silence' }
  | { do: 'say'; what: number }
  | { do: 'rob' }
  | { do: 'wait'; ms: number };

const nat = (max: number) => fc.nat({ max: max - 1 });

const stepOf: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('deploy' as const),
      service: nat(3),
      namespace: nat(3),
      tag: nat(4),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      kind: nat(3),
      namespace: nat(3),
      variant: nat(4),
    }),
  },
  fc.record({
    do: fc.constant('label' as const),
    object: nat(20),
    service: nat(3),
  }),
  fc.record({ do: fc.constant('unlabel' as const), object: nat(20) }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('remove' as const),
      object: nat(20),
    }),
  },
  fc.record({ do: fc.constant('removeNamespace' as const), namespace: nat(3) }),
  fc.record({
    do: fc.constant('claim' as const),
    services: fc.uniqueArray(nat(3)),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('break' as const),
      fault: fc.constantFrom('hangs', 'refuses', 'denies', 'garbles'),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'mend' }) },
  fc.record({
    do: fc.constant('cut' as const),
    how: fc.constantFrom('end', 'reset'),
  }),
  fc.constant<Step>({ do: 'compact' }),
  fc.constant<Step>({ do: 'silence' }),
  fc.record({ do: fc.constant('say' as const), what: nat(4) }),
  fc.constant<Step>({ do: 'rob' }),
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(0, 100, 400, 2_000, 12_000, 40_000, 100_000),
    }),
  },
);

const service = (n: number) => ['payments', 'ledger', 'orders'][n];
const namespace = (n: number) => ['shop-dev', 'shop-prod', 'far'][n];

/** Lines that no server should send. */
const nonsense = [
  '{"type":"MODI',
  '{"type":"ADDED","object":{"foo":1}}',
  '{"type":"ERROR","object":{"code":500}}',
  'null',
];

describe.each(Object.keys(ways))('After whatever happened, %s', way => {
  const { runs, open, pause } = ways[way];
  let knex: Knex;
  let store: KnexStateStore;
  let other: Awaited<ReturnType<typeof openStore>>;

  beforeAll(async () => {
    ({ knex, store } = await openStore());
    other = await openStore();
  });
  afterAll(async () => {
    await knex.destroy();
    await other.knex.destroy();
  });

  const empty = async (database: Knex) => {
    for (const table of ['state', 'history', 'source_health', 'lease']) {
      await database(table).delete();
    }
  };

  /** Lets go on whatever goes on without time going by. */
  const settle = async (cluster: MemoryCluster, database: Knex) => {
    let queries = 0;
    const count = () => {
      queries += 1;
    };
    database.on('query', count);
    for (let calm = 0, seen = ''; calm < 3; ) {
      await pause();
      const now = `${cluster.asked} ${queries}`;
      calm = now === seen ? calm + 1 : 0;
      seen = now;
    }
    database.off('query', count);
  };

  const turn = async (
    ms: number,
    clock: FakeClock,
    cluster: MemoryCluster,
    database: Knex,
  ) => {
    const end = clock.now() + ms;
    for (;;) {
      await settle(cluster, database);
      if (clock.due === undefined || clock.due > end) {
        break;
      }
      clock.runNext();
    }
    clock.advance(end - clock.now());
    await settle(cluster, database);
  };

  const put = (cluster: MemoryCluster, object: any) =>
    cluster.put(paths[object.kind], {
      ...object,
      metadata: {
        creationTimestamp: '2026-11-20T10:00:00Z',
        ...object.metadata,
      },
    });

  const objectAt = (cluster: MemoryCluster, n: number) => {
    const all = [...cluster.objects];
    return all.length > 0 ? all[n % all.length] : undefined;
  };

  async function take(
    step: Step,
    cluster: MemoryCluster,
    claims: Claims,
    clock: FakeClock,
  ) {
    switch (step.do) {
      case 'deploy':
        serviceObjects({
          service: service(step.service),
          namespace: namespace(step.namespace),
          environment: namespace(step.namespace),
          tag: `1.${step.tag}.0`,
          replicas: 1 + step.tag,
        }).all.forEach(object => put(cluster, object));
        break;
      case 'change': {
        const { kind, variant } = step;
        const object = [
          quota({ pods: String(variant) }),
          autoscaler(2 + variant),
          certificate(),
        ][kind];
        const metadata = {
          ...object.metadata,
          namespace: namespace(step.namespace),
        };
        put(cluster, { ...object, metadata });
        break;
      }
      case 'label':
      case 'unlabel': {
        const [, found] = objectAt(cluster, step.object) ?? [];
        if (found) {
          const { object, path } = found;
          const name = step.do === 'label' ? service(step.service) : undefined;
          // What carries no name may still be somebody's by another sign.
          const labels: Record<string, string> = name
            ? { [names.kubernetesId]: name, [names.service]: name }
            : { app: object.metadata.labels?.[names.kubernetesId] ?? 'none' };
          const metadata = { ...object.metadata, labels };
          cluster.put(path, { ...object, metadata } as MemoryObject);
        }
        break;
      }
      case 'remove': {
        const [key] = objectAt(cluster, step.object) ?? [];
        if (key) {
          cluster.remove(key);
        }
        break;
      }
      case 'removeNamespace':
        for (const [key, { object }] of [...cluster.objects]) {
          if (object.metadata.namespace === namespace(step.namespace)) {
            cluster.remove(key);
          }
        }
        break;
      case 'claim':
        claims.replace(
          step.services.map(
            n =>
              identityOf({
                metadata: {
                  name: service(n),
                  annotations: {
                    'backstage.io/kubernetes-label-selector': `app=${service(
                      n,
                    )}`,
                  },
                },
              }).claim!,
          ),
        );
        break;
      case 'break':
        cluster.fault = step.fault;
        cluster.cut('reset');
        break;
      case 'mend':
        cluster.fault = undefined;
        break;
      case 'cut':
        cluster.cut(step.how);
        break;
      case 'compact':
        cluster.compact();
        break;
      case 'silence':
        cluster.silence();
        break;
      case 'say':
        cluster.say(nonsense[step.what]);
        break;
      case 'rob':
        // Another replica had it for a moment, and died.
        await knex('lease').update({
          owner: 'another',
          epoch: knex.raw('epoch + 1'),
          until: clock.now() + 10_000,
        });
        break;
      default:
        await turn(step.ms, clock, cluster, knex);
    }
    await settle(cluster, knex);
  }

  /** What somebody knows who reads it for the first time. */
  async function readAnew(cluster: MemoryCluster, claims: Claims, now: number) {
    await empty(other.knex);
    const clock = new FakeClock(now);
    const { directory, stop } = await open(cluster);
    const reader = await follow({ directory, ...other, clock, claims });
    await turn(2_000, clock, cluster, other.knex);
    const read = await known(other.store);
    await reader.stop();
    await stop();
    return read;
  }

  it('what the database says is what is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(stepOf, { minLength: 3, maxLength: 25 }),
        async steps => {
          await empty(knex);
          const cluster = new MemoryCluster(apis);
          const clock = new FakeClock();
          const claims = new Claims();
          const { directory, stop } = await open(cluster);
          const following = await follow({
            directory,
            knex,
            store,
            clock,
            claims,
          });
          try {
            for (const step of steps) {
              await take(step, cluster, claims, clock);
            }
            cluster.fault = undefined;
            // A stream that fell silent is noticed after a minute and a half.
            await turn(130_000, clock, cluster, knex);
            expect(await known(store)).toEqual(
              await readAnew(cluster, claims, clock.now()),
            );
            // And by another way, since both of these may be wrong alike.
            expect(await deployedIn(store)).toEqual(runningIn(cluster));
          } finally {
            await following.stop();
            await stop();
          }
          expect(clock.waits()).toEqual([]);
        },
      ),
      { numRuns: runs, seed: SEED },
    );
  });
});

/** Images of Deployments that name a service, as the cluster has them. */
function runningIn(cluster: MemoryCluster): string[] {
  return [...cluster.objects.values()]
    .flatMap(({ path, object }: any) => {
      const { labels, namespace: at, name } = object.metadata;
      return path === paths.Deployment && labels?.[names.service]
        ? [
            `${labels[names.service]} ${at} ${name} ${
              object.spec.template.spec.containers[0].image
            }`,
          ]
        : [];
    })
    .sort();
}

async function deployedIn(store: KnexStateStore): Promise<string[]> {
  const found = await known(store);
  return Object.entries(found)
    .flatMap(([key, state]: [string, any]) => {
      const [aspect, name, , , at] = key.split('/');
      return aspect === 'deployments' && !name.startsWith('(')
        ? state.workloads.map((w: any) => `${name} ${at} ${w.name} ${w.image}`)
        : [];
    })
    .sort();
}
