import { mockServices } from '@backstage/backend-test-utils';
import { Fact, RuntimeFacts, Subject } from '@slipway/plugin-slipway-common';
import { FakeClock } from '../__testUtils__/FakeClock';
import { testDatabases } from '../__testUtils__/databases';
import { meter } from '../__testUtils__/metrics';
import { ServiceOptions, serviceObjects } from '../__testUtils__/objects';
import { ownPostgres } from '../__testUtils__/stores';
import { whose } from '../__testUtils__/whose';
import { ServiceObjects } from '../sources/kubernetes/aspects';
import { toRuntimeFacts } from '../sources/kubernetes/aspects/deployments';
import { KindName, watchedKinds } from '../sources/kubernetes/kinds';
import { KnexLeaseStore, KnexStateStore, StateStore } from '../store';
import { StateWriter } from './StateWriter';
import { createTelemetry } from './telemetry';

const databases = testDatabases();

const subject: Subject = {
  service: 'payments',
  environment: 'dev',
  cluster: 'eu-1',
  namespace: 'payments-dev',
};
const source = 'kubernetes/eu-1';

const day = (number: number) => `2026-11-${10 + number}T10:00:00Z`;

/** A ReplicaSet: its version, the day on which it was made, and which rollouts it was. */
type Set = [tag: string, made: number, revision: number, earlier?: string];

interface Cluster extends Pick<ServiceOptions, 'replicas'> {
  sets: Set[];
  /** What the Deployment wants, where its controller has not seen it yet. */
  wants?: string;
  /** On which day the condition says that the rollout of the newest went on. */
  progressed?: number;
}

function prune(object: any) {
  const kind = watchedKinds.find(one => one.kind === (object.kind as KindName));
  return kind!.prune(
    {
      ...object,
      metadata: {
        creationTimestamp: day(0),
        resourceVersion: '1',
        ...object.metadata,
      },
    },
    whose,
  )!;
}

/** From objects as a cluster sends them, through the same functions. */
function runtime({ sets, wants, progressed, replicas = 1 }: Cluster) {
  const made = sets.map(([tag, on, revision, earlier]) => {
    const objects = serviceObjects({ tag, revision, earlier, replicas });
    const { replicaSet, deployment } = objects;
    const metadata = { ...replicaSet.metadata, creationTimestamp: day(on) };
    return { revision, deployment, replicaSet: { ...replicaSet, metadata } };
  });
  const newest = made.reduce((a, b) => (b.revision > a.revision ? b : a));
  const { deployment } = newest;
  if (wants) {
    deployment.spec = serviceObjects({ tag: wants }).deployment.spec;
  }
  if (progressed) {
    Object.assign(deployment.status.conditions[0], {
      message: `ReplicaSet "${newest.replicaSet.metadata.name}" has successfully progressed.`,
      lastUpdateTime: day(progressed),
    });
  }
  const objects = [deployment, ...made.map(({ replicaSet }) => replicaSet)];
  return toRuntimeFacts(new ServiceObjects(objects.map(prune)));
}

describe.each(databases.ids)('the history of deploys on %s', id => {
  let clock: FakeClock;
  let store: StateStore;
  let writer: StateWriter;
  let restart: () => Promise<void>;

  beforeEach(async () => {
    clock = new FakeClock();
    const knex = await databases.init(id);
    store = await KnexStateStore.create(mockServices.database({ knex }));
    let owners = 0;
    restart = async () => {
      await knex('lease').update({ until: 0 });
      const leases = new KnexLeaseStore(knex);
      writer = await StateWriter.create({
        telemetry: createTelemetry(meter().metrics, clock)(),
        store,
        clock,
        logger: mockServices.logger.mock(),
        onChange: () => {},
        lease: (await leases.take(source, `${(owners += 1)}`, 60_000))!,
      });
    };
    await restart();
  });

  async function looks(value: RuntimeFacts | undefined) {
    const at = new Date(clock.now()).toISOString();
    const fact: Fact = { aspect: 'deployments', subject, source, at, value };
    writer.facts([fact]);
    clock.advance(250);
    await (writer as any).writing;
  }

  /** Oldest first: what came, in place of what, and on which day of the cluster's. */
  async function deploys() {
    const events = await store.history({
      service: 'payments',
      environments: ['dev'],
      kinds: ['version'],
      limit: 99,
    });
    return events
      .reverse()
      .map(({ at, before, after }) => [
        before?.version,
        after?.version,
        Number(at.slice(8, 10)) - 10,
      ]);
  }

  const month: Set[] = [
    ['1.0.0', 1, 1],
    ['1.1.0', 3, 2],
    ['1.2.0', 6, 3],
  ];

  it('begins with what the cluster still knows, and is written once, whoever looks', async () => {
    await looks(runtime({ sets: month }));
    const expected = [
      [undefined, '1.0.0', 1],
      ['1.0.0', '1.1.0', 3],
      ['1.1.0', '1.2.0', 6],
    ];
    expect(await deploys()).toEqual(expected);
    await looks(runtime({ sets: month, replicas: 4 }));
    await restart();
    await looks(runtime({ sets: month }));
    // It went and came again, and the oldest was forgotten meanwhile.
    await looks(undefined);
    await looks(runtime({ sets: month.slice(1) }));
    expect(await deploys()).toEqual(expected);
  });

  it('tells a deploy once, though the Deployment wants it before its ReplicaSet is there', async () => {
    await looks(runtime({ sets: month }));
    await looks(runtime({ sets: month, wants: '1.3.0' }));
    expect(await deploys()).toHaveLength(3);
    await looks(runtime({ sets: [...month, ['1.3.0', 10, 4]] }));
    await looks(runtime({ sets: [...month, ['1.3.0', 10, 4]], replicas: 3 }));
    expect((await deploys()).slice(3)).toEqual([['1.2.0', '1.3.0', 10]]);
  });

  it('tells a roll back once, when it was seen', async () => {
    await looks(runtime({ sets: month }));
    const back: Set[] = [month[0], ['1.1.0', 3, 4, '2'], month[2]];
    await looks(runtime({ sets: month, wants: '1.1.0' }));
    await looks(runtime({ sets: back }));
    await looks(runtime({ sets: back, progressed: 11 }));
    expect((await deploys()).slice(3)).toEqual([['1.2.0', '1.1.0', 10]]);
  });

  it('dates a roll back that nobody saw by when its rollout went on, and leaves out what nothing dates', async () => {
    const back: Set[] = [month[0], ['1.1.0', 3, 4, '2'], month[2]];
    await looks(runtime({ sets: back, progressed: 8 }));
    expect((await deploys()).slice(3)).toEqual([['1.2.0', '1.1.0', 8]]);
    await restart();
    await looks(
      runtime({
        sets: [
          ['1.0.0', 1, 5, '1'],
          ['1.1.0', 3, 4, '2'],
          month[2],
          ['1.4.0', 9, 6],
        ],
      }),
    );
    expect((await deploys()).slice(4)).toEqual([['1.0.0', '1.4.0', 9]]);
  });

  it('counts what was never to have a replica, and no rollout of the same version', async () => {
    await looks(
      runtime({
        replicas: 0,
        sets: [
          ['1.0.0', 1, 1],
          ['1.1.0', 2, 2],
        ],
      }),
    );
    expect(await deploys()).toHaveLength(2);
    const same = runtime({ sets: [['1.1.0', 2, 2]] })!;
    const again = { ...same.workloads[0].revisions![0], number: 3, id: 'u/3' };
    same.workloads[0].revisions!.push({ ...again, at: day(4) });
    await looks(same);
    expect(await deploys()).toHaveLength(2);
  });

  it('knows what was there before where the cluster keeps no former ReplicaSet', async () => {
    await looks(runtime({ sets: [['1.0.0', 1, 7]] }));
    await looks(runtime({ sets: [['1.1.0', 5, 8]] }));
    expect(await deploys()).toEqual([
      [undefined, '1.0.0', 1],
      ['1.0.0', '1.1.0', 5],
    ]);
  });

  it('does not take what came back for what was there all the time', async () => {
    await looks(runtime({ sets: [['1.0.0', 1, 3, '1']], progressed: 4 }));
    expect(await deploys()).toEqual([
      [undefined, '1.0.0', 1],
      [undefined, '1.0.0', 4],
    ]);
  });

  it('tells what has no ReplicaSets as it was seen, and whose version it is', async () => {
    const database = (image: string) => {
      const object = ownPostgres();
      object.spec.template.spec.containers[0].image = image;
      return toRuntimeFacts(new ServiceObjects([prune(object)]));
    };
    await looks(database('postgres:17'));
    clock.advance(60_000);
    await looks(database('postgres:18'));
    expect(await deploys()).toEqual([
      [undefined, '17', 10],
      ['17', '18', 10],
    ]);
    const [{ after }] = await store.history({
      service: 'payments',
      environments: ['dev'],
      kinds: ['version'],
      limit: 1,
    });
    expect(after).toMatchObject({ need: 'db' });
  });
});
