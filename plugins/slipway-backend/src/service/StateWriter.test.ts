import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  DeploymentState,
  Fact,
  RuntimeFacts,
  SourceHealth,
  Subject,
} from '@slipway/plugin-slipway-common';
import { ServiceObjects } from '../sources/kubernetes/aspects';
import { toRuntimeFacts } from '../sources/kubernetes/aspects/deployments';
import { watchedKinds } from '../sources/kubernetes/kinds';
import { Changes, KnexLeaseStore, KnexStateStore, StateStore } from '../store';
import { whose } from '../__testUtils__/whose';
import { FakeClock, until } from '../__testUtils__/FakeClock';
import { meter } from '../__testUtils__/metrics';
import { ServiceOptions, serviceObjects } from '../__testUtils__/objects';
import { StateWriter } from './StateWriter';
import { createTelemetry } from './telemetry';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const subject: Subject = {
  service: 'payments',
  environment: 'dev',
  cluster: 'eu-1',
  namespace: 'payments-dev',
};

const source = 'kubernetes/eu-1';

/** From objects as a cluster sends them, through the same functions. */
function runtime(options: ServiceOptions = {}): RuntimeFacts | undefined {
  const { deployment, replicaSet, pods } = serviceObjects(options);
  const prune = [watchedKinds[0].prune, watchedKinds[2].prune];
  const stamped = [deployment, replicaSet, ...pods].map(object => ({
    ...object,
    metadata: {
      creationTimestamp: '2026-11-20T10:00:00Z',
      ...object.metadata,
      resourceVersion: '1',
    },
  }));
  const [first, second, ...rest] = stamped;
  return toRuntimeFacts(
    new ServiceObjects([
      prune[0](first, whose)!,
      prune[1](second, whose)!,
      ...rest.map(object => watchedKinds[3].prune(object, whose)!),
    ]),
  );
}

describe('StateWriter', () => {
  let clock: FakeClock;
  let knex: Awaited<ReturnType<typeof databases.init>>;
  let store: StateStore;
  let changes: Changes[];
  let owners = 0;

  beforeEach(async () => {
    clock = new FakeClock();
    changes = [];
    knex = await databases.init('SQLITE_3');
    store = await KnexStateStore.create(mockServices.database({ knex }));
  });

  /** As the one who reads it from now on. */
  async function create(over: StateStore = store) {
    const leases = new KnexLeaseStore(knex);
    await knex('lease').update({ until: 0 });
    return StateWriter.create({
      telemetry: createTelemetry(meter().metrics, clock)(),
      store: over,
      clock,
      logger: mockServices.logger.mock(),
      onChange: change => changes.push(change),
      lease: (await leases.take(source, `writer ${(owners += 1)}`, 60_000))!,
    });
  }

  function fact(value: RuntimeFacts | undefined, of = subject): Fact {
    const at = new Date(clock.now()).toISOString();
    return { aspect: 'deployments', subject: of, source, at, value };
  }

  function health(state: SourceHealth['state'], heardAt?: string) {
    const since = '2026-11-20T12:00:00Z';
    return { id: source, state, since, ...(heardAt && { heardAt }) };
  }

  /** Lets what is pending be written, and waits until it is. */
  async function flushed(writer: StateWriter) {
    clock.advance(250);
    await (writer as any).writing;
  }

  it('writes what changed, once, and nothing when nothing did', async () => {
    const writer = await create();
    writer.facts([fact(runtime({ ready: 1 }))]);
    writer.facts([fact(runtime())]);
    await flushed(writer);
    expect(changes).toEqual([
      { services: new Map([['payments', 1]]), sources: new Map() },
    ]);
    const [{ value, revision }] = await store.documentsOf('payments');
    expect(revision).toBe(1);
    expect(value.state?.verdict.state).toBe('healthy');

    writer.facts([fact(runtime())]);
    await flushed(writer);
    expect(changes).toHaveLength(1);
  });

  it('keeps a history of versions and verdicts, and when a version came back', async () => {
    const writer = await create();
    const states: string[] = [];
    const rollouts: ServiceOptions[] = [
      { tag: '1.0.0', revision: 1 },
      { tag: '1.1.0', revision: 2 },
      { tag: '1.0.0', revision: 3, earlier: '1' },
    ];
    for (const rollout of rollouts) {
      clock.advance(60_000);
      writer.facts([fact(runtime(rollout))]);
      await flushed(writer);
      const [{ value }] = await store.documentsOf('payments');
      states.push((value.state as DeploymentState).workloads[0].since);
    }
    writer.facts([fact(undefined)]);
    await flushed(writer);
    expect(states).toEqual([
      '2026-11-20T10:00:00Z',
      '2026-11-20T12:02:00.250Z',
      '2026-11-20T12:03:00.500Z',
    ]);
    const rows = await knex('history').orderBy('id');
    expect(
      rows.map(row => [row.kind, row.workload, JSON.parse(row.after)?.version]),
    ).toEqual([
      ['version', 'payments', '1.0.0'],
      ['verdict', null, undefined],
      ['version', 'payments', '1.1.0'],
      ['version', 'payments', '1.0.0'],
      ['removed', null, undefined],
    ]);
    expect((await store.documentsOf('payments'))[0]).toMatchObject({
      revision: 4,
      value: { state: undefined },
    });
  });

  it('removes after a complete reading what was not in it, and only of that source', async () => {
    const other = { ...subject, cluster: 'us-1' };
    const writer = await create();
    writer.facts([fact(runtime())]);
    writer.facts([{ ...fact(runtime(), other), source: 'kubernetes/us-1' }]);
    await flushed(writer);
    const again = await create();
    const at = new Date(clock.now()).toISOString();
    again.complete({ source, aspect: 'deployments', at, subjects: [] });
    await flushed(again);
    const documents = await store.documentsOf('payments');
    expect(
      documents.map(({ value }) => [value.subject.cluster, !!value.state]),
    ).toEqual([
      ['eu-1', false],
      ['us-1', true],
    ]);
  });

  it.each([
    ['was told and not written yet', async () => {}],
    [
      'is being written',
      async () => {
        clock.advance(250);
      },
    ],
  ])('removes what %s, as well', async (_what, meanwhile) => {
    const writer = await create();
    writer.facts([fact(runtime())]);
    await meanwhile();
    // Whoever told it began anew, and found nothing.
    const at = new Date(clock.now()).toISOString();
    writer.complete({ source, aspect: 'deployments', at, subjects: [] });
    await flushed(writer);
    const documents = await store.documentsOf('payments');
    expect(documents.filter(({ value }) => value.state)).toEqual([]);
  });

  it('tells when a source changes its state, not when it is merely heard again', async () => {
    const writer = await create();
    writer.health(health('ok', '2026-11-20T12:00:00Z'));
    await flushed(writer);
    writer.health(health('ok', '2026-11-20T12:01:00Z'));
    await flushed(writer);
    expect(changes).toEqual([
      { services: new Map(), sources: new Map([[source, 1]]) },
    ]);
    expect(await store.health()).toEqual([
      { id: source, value: health('ok', '2026-11-20T12:01:00Z'), revision: 1 },
    ]);
    writer.retire(source);
    await flushed(writer);
    expect(await store.health()).toEqual([
      { id: source, value: undefined, revision: 2 },
    ]);
  });

  it('takes no old word for a new one after a restart', async () => {
    const writer = await create();
    writer.health(health('ok', '2026-11-20T12:00:00Z'));
    await flushed(writer);
    await writer.close();
    await create();
    expect((await store.health())[0].value).toMatchObject({
      state: 'starting',
      heardAt: '2026-11-20T12:00:00Z',
    });
  });

  it('loses nothing when the database fails for a while', async () => {
    let broken = true;
    const write = store.write.bind(store);
    store.write = async (...args) => {
      if (broken) {
        throw new Error('database is away');
      }
      return write(...args);
    };
    const writer = await create();
    writer.facts([fact(runtime())]);
    await flushed(writer);
    expect(changes).toEqual([]);
    broken = false;
    await until(() => clock.waits().length === 1);
    clock.advance(2_000);
    await until(() => changes.length === 1);
  });

  it('takes of thousands as many as the database does, some in a transaction, and says last how the source is', async () => {
    let broken = true;
    const written: { documents: number; health: number }[] = [];
    const write = store.write.bind(store);
    store.write = async (some, options) => {
      if (broken) {
        throw new Error('database is away');
      }
      const { documents, health: told } = some;
      written.push({ documents: documents.length, health: told.length });
      return write(some, options);
    };
    const writer = await create();
    const value = runtime();
    const many = Array.from({ length: 1_050 }, (_, i) =>
      fact(value, { ...subject, service: `svc-${i}` }),
    );
    expect(writer.facts(many.slice(0, 900))).toBeUndefined();
    let room = false;
    const waited = Promise.resolve(writer.facts(many.slice(900))).then(() => {
      room = true;
    });
    writer.health(health('ok'));
    await flushed(writer);
    expect(room).toBe(false);

    broken = false;
    clock.advance(2_000);
    await waited;
    await (writer as any).writing;
    expect(written).toEqual([
      ...Array(10).fill({ documents: 100, health: 0 }),
      { documents: 50, health: 1 },
    ]);
    expect(await store.documentsOf('svc-0', 'svc-1049')).toHaveLength(2);
  });

  it('lets nobody wait who has lost the lease', async () => {
    const writer = await create();
    await knex('lease').update({ owner: 'another', epoch: 99 });
    const value = runtime();
    const waited = writer.facts(
      Array.from({ length: 1_000 }, (_, i) =>
        fact(value, { ...subject, service: `svc-${i}` }),
      ),
    );
    await flushed(writer);
    await waited;
    expect(changes).toEqual([]);
  });
});
