import { labels, runAnnotations } from '@slipway/model';
import { event } from '../../../__testUtils__/operators';
import {
  claim,
  conditioned,
  ownServer,
  postgres,
} from '../../../__testUtils__/stores';
import { whose } from '../../../__testUtils__/whose';
import { PrunedObject } from '../kinds';
import { pruneCronJob } from '../kinds/jobs';
import { pruneEvent } from '../kinds/events';
import { pruneKafka, prunePostgres, pruneRabbit } from '../kinds/stores';
import { pruneClaim } from '../kinds/volumes';
import { pruneWorkload } from '../kinds/workloads';
import { toDataFacts } from './data';
import { ServiceObjects } from './ServiceObjects';

const factsOf = (own: PrunedObject[], around: PrunedObject[] = []) =>
  toDataFacts(new ServiceObjects(own, around));

const bound = { phase: 'Bound', capacity: { storage: '2Gi' } };
const set = (replicas?: number) =>
  pruneWorkload('StatefulSet')(ownServer(replicas), whose)!;

const backup = (run: string, need = 'db') =>
  pruneCronJob(
    {
      kind: 'CronJob',
      metadata: {
        name: `payments-${need}-${run}`,
        namespace: 'payments-dev',
        resourceVersion: '1',
        labels: {
          [labels.kubernetesId]: 'payments',
          [labels.service]: 'payments',
          [labels.environment]: 'dev',
          [labels.need]: need,
        },
        annotations: { [runAnnotations.run]: run },
      },
      spec: { schedule: '0 3 * * *' },
      status: {},
    },
    whose,
  )!;

describe('what keeps a service’s data', () => {
  it('is outside of the cluster where it is backed up from here, and nothing here runs it', () => {
    expect(
      factsOf([
        backup('backup'),
        backup('verify', 'x'),
        backup('mirror', 'files'),
      ]),
    ).toEqual({ stores: [], volumes: [], elsewhere: ['db', 'files'] });
    expect(factsOf([backup('backup'), set()])!.elsewhere).toBeUndefined();
    expect(factsOf([backup('restore')])).toBeUndefined();
  });

  it('is a cluster of PostgreSQL with its members, its primary and its volumes', () => {
    const label = { labels: { 'cnpg.io/cluster': 'payments-db' } };
    const facts = factsOf(
      [prunePostgres(postgres(), whose)!],
      [
        pruneClaim(claim('payments-db-1', bound, label)),
        pruneClaim(claim('of-another', bound)),
      ],
    );
    expect(facts).toEqual({
      stores: [
        {
          need: 'db',
          by: 'Cluster',
          object: 'payments-db',
          createdAt: '2026-11-20T10:00:00Z',
          wanted: 3,
          ready: 3,
          phase: 'settled',
          primary: 'payments-db-1',
          primarySince: '2026-11-20T10:01:02.123Z',
        },
      ],
      volumes: [
        {
          name: 'payments-db-1',
          state: 'bound',
          createdAt: '2026-11-20T10:00:00Z',
          bytes: 2 * 1024 ** 3,
          storageClass: 'fast',
          of: 'payments-db',
        },
      ],
    });
    expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);
  });

  it.each([
    ['Cluster in healthy state', 'settled'],
    ['Failing over', 'failover'],
    ['Switchover in progress', 'switchover'],
    ['Upgrading cluster', 'upgrade'],
    ['Setting up primary', 'starting'],
    ['Waiting for user action', 'waits-for-somebody'],
    ['Unable to create required cluster objects', 'waits-for-somebody'],
    ['Cluster is unrecoverable and needs manual intervention', 'unrecoverable'],
    ['Applying configuration', 'changing'],
    ['planted-secret', 'changing'],
    [undefined, undefined],
  ])('knows the phase %s', (phase, expected) => {
    expect(prunePostgres(postgres({ phase }), whose)?.phase).toBe(expected);
  });

  it.each([
    ['["payments-db-1"]', ['payments-db-1']],
    ['["*"]', ['all members']],
    ['[]', undefined],
    ['planted-secret', undefined],
    ['["planted secret"]', undefined],
  ])('knows which members are fenced: %s', (said, fenced) => {
    const annotations = { 'cnpg.io/fencedInstances': said };
    expect(prunePostgres(postgres({}, annotations), whose)?.fenced).toEqual(
      fenced,
    );
  });

  it.each([
    [undefined, {}],
    [[{ type: 'Ready', status: 'True' }], { available: true }],
    [
      [{ type: 'Ready', status: 'False', reason: 'FatalProblem' }],
      { available: false, reason: 'FatalProblem' },
    ],
  ])('is a Kafka that says %j', (conditions, expected) => {
    const kafka = pruneKafka('Kafka')(conditioned('Kafka', conditions), whose)!;
    const [store] = factsOf([kafka])!.stores;
    expect(store).toEqual({
      need: 'db',
      by: 'Kafka',
      object: 'payments-events',
      createdAt: '2026-11-20T10:00:00Z',
      ...expected,
    });
  });

  it('is a RabbitMQ of which not all members are ready', () => {
    const conditions = [
      { type: 'ClusterAvailable', status: 'True' },
      { type: 'AllReplicasReady', status: 'False', reason: 'NotAllPodsReady' },
    ];
    const object = conditioned('RabbitmqCluster', conditions);
    expect(factsOf([pruneRabbit(object, whose)!])!.stores).toMatchObject([
      { available: true, incomplete: true, reason: 'NotAllPodsReady' },
    ]);
  });

  it('is a server that the service brings for itself, with the volume that was made for it', () => {
    const facts = factsOf(
      [set()],
      [
        'data-payments-db-0',
        'data-payments-db-x',
        'data-payments-db-old-0',
      ].map(name => pruneClaim(claim(name, bound))),
    )!;
    expect(facts.stores).toMatchObject([
      { need: 'db', by: 'StatefulSet', wanted: 1, ready: 1 },
    ]);
    expect(facts.volumes.map(({ name }) => name)).toEqual([
      'data-payments-db-0',
    ]);
  });

  it('tells why a volume is not there', () => {
    const of = { kind: 'PersistentVolumeClaim', name: 'data-payments-db-0' };
    const warning = event(
      'ProvisioningFailed',
      'storageclass.storage.k8s.io "fast" not found',
      of,
    );
    const metadata = { ...warning.metadata, resourceVersion: '1' };
    const pending = pruneClaim(claim(of.name, { phase: 'Pending' }));
    const volumes = (replicas: number) =>
      factsOf(
        [set(replicas)],
        [pending, pruneEvent({ ...warning, metadata })!],
      )!.volumes;
    expect(volumes(1)).toMatchObject([
      { state: 'pending', events: [{ about: 'class' }] },
    ]);
    expect(volumes(1)[0]).not.toHaveProperty('unused');
    expect(volumes(0)).toMatchObject([{ unused: true }]);
  });

  it('is nothing where no volume is its own', () => {
    expect(factsOf([], [pruneClaim(claim('x', bound))])).toBeUndefined();
  });

  it('survives every field being of a wrong type', () => {
    for (const wrong of [null, 1, 'x', [null], {}]) {
      const metadata = postgres().metadata;
      for (const prune of [
        prunePostgres,
        pruneKafka('KafkaTopic'),
        pruneRabbit,
      ]) {
        expect(() =>
          prune(
            {
              metadata,
              spec: { backup: wrong },
              status: { conditions: wrong },
            },
            whose,
          ),
        ).not.toThrow();
      }
      expect(() =>
        pruneClaim({ metadata, spec: { resources: wrong }, status: {} }),
      ).not.toThrow();
    }
  });
});
