import { NamespaceState } from '@slipway/plugin-slipway-common';
import { mockServices } from '@backstage/backend-test-utils';
import { testDatabases } from '../__testUtils__/databases';
import { FactSink } from '@slipway/plugin-slipway-node';
import { FakeClock, until } from '../__testUtils__/FakeClock';
import { meter } from '../__testUtils__/metrics';
import { KnexLeaseStore, KnexStateStore, LeaseStore } from '../store';
import { Ownership } from './Ownership';
import { StateWriter } from './StateWriter';
import { createTelemetry } from './telemetry';

const databases = testDatabases();

const name = 'kubernetes/eu-1';

const subject = {
  service: 'payments',
  environment: 'dev',
  cluster: 'eu-1',
  namespace: 'payments-dev',
};

describe.each(databases.ids)('Several replicas of the back end on %s', id => {
  let knex: Awaited<ReturnType<typeof databases.init>>;
  let store: KnexStateStore;
  /** The database's, and that of every replica that is alive. */
  let clock: FakeClock;
  let ends: (() => Promise<void>)[];
  /** Which replica reads, in the order in which they began. */
  let began: string[];

  beforeEach(async () => {
    knex = await databases.init(id);
    store = await KnexStateStore.create(mockServices.database({ knex }));
    clock = new FakeClock();
    ends = [];
    began = [];
  });
  afterEach(async () => {
    await Promise.all(ends.map(end => end()));
  });

  /** A replica that tells, while it reads, the number of replicas that it sees. */
  async function replica(
    replicaName: string,
    options: { clock?: FakeClock; leases?: LeaseStore; fails?: boolean } = {},
  ) {
    const own = options.clock ?? clock;
    const ownership = await Ownership.create({
      leases:
        options.leases ??
        new KnexLeaseStore(knex, () =>
          knex.raw('cast(? as bigint)', [clock.now()]),
        ),
      clock: own,
      random: () => 0.5,
      logger: mockServices.logger.mock(),
      createWriter: lease =>
        StateWriter.create({
          telemetry: createTelemetry(meter().metrics, clock)(),
          store,
          clock: own,
          logger: mockServices.logger.mock(),
          onChange: () => {},
          ...(lease && { lease }),
        }),
    });
    const controller = new AbortController();
    let sink: FactSink | undefined;
    const state = { reads: false };
    const done = ownership.owning(
      name,
      async (given, signal) => {
        sink = given;
        began.push(replicaName);
        if (options.fails) {
          throw new Error('no');
        }
        state.reads = true;
        await new Promise(resolve => signal.addEventListener('abort', resolve));
        state.reads = false;
      },
      controller.signal,
    );
    const end = async () => {
      controller.abort();
      await done;
    };
    ends.push(end);
    return {
      state,
      end,
      tell: (replicas: number) =>
        sink!.facts([
          {
            aspect: 'namespace',
            subject: { ...subject, service: '' },
            source: `${name}/namespace`,
            at: new Date(clock.now()).toISOString(),
            value: {
              quotas: [{ name: 'quota', hard: { pods: replicas }, used: {} }],
            },
          },
        ]),
    };
  }

  /** Lets time go by, a little at once, so that every replica does what is due. */
  const pass = async (ms: number, ...clocks: FakeClock[]) => {
    for (let gone = 0; gone < ms; gone += 500) {
      [...new Set([clock, ...clocks])].forEach(c => c.advance(500));
      await new Promise(resolve => setTimeout(resolve, 2));
    }
  };

  const known = async () => {
    const documents = await store.namespaces('eu-1');
    const { state } =
      documents.find(({ value }) => value.aspect === 'namespace')?.value ?? {};
    return (state as NamespaceState | undefined)?.resources[0].limit;
  };

  const becomes = async (limit: number) => {
    for (let i = 0; i < 400 && (await known()) !== limit; i++) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(await known()).toBe(limit);
  };

  it('gives what it holds to a part of it that asks once more, as one that is wrapped does', async () => {
    const ownership = await Ownership.create({
      leases: new KnexLeaseStore(knex),
      clock,
      random: () => 0.5,
      logger: mockServices.logger.mock(),
      createWriter: async () => ({ close: async () => {} } as any),
    });
    const order: string[] = [];
    await ownership.owning(
      name,
      async (own, signal) => {
        await own.owning(
          name,
          async (same, also) => {
            order.push(same === own && also === signal ? 'inner' : 'other');
          },
          signal,
        );
        order.push('outer');
      },
      new AbortController().signal,
    );
    expect(order).toEqual(['inner', 'outer']);
  });

  it('lets one read, and another one as soon as it ends', async () => {
    const a = await replica('a');
    await until(() => a.state.reads);
    const b = await replica('b');
    await pass(60_000);
    expect(began).toEqual(['a']);
    expect(b.state.reads).toBe(false);
    await a.end();
    await pass(6_000);
    await until(() => b.state.reads);
    expect(began).toEqual(['a', 'b']);
  });

  it('takes over from one that died, within 30 s, and refuses what it wrote later', async () => {
    const frozen = new FakeClock();
    const a = await replica('a', { clock: frozen });
    await until(() => a.state.reads);
    a.tell(1);
    frozen.advance(250);
    await until(() => frozen.waits().every(ms => ms !== 250));
    const b = await replica('b');
    const begun = clock.now();
    while (!b.state.reads) {
      await pass(500);
    }
    expect(clock.now() - begun).toBeLessThanOrEqual(30_000);
    await becomes(1);
    b.tell(2);
    await pass(1_000);
    await becomes(2);

    // It was not dead, it only hung: what it says now is older than what is known.
    a.tell(3);
    await pass(6_000, frozen);
    await until(() => !a.state.reads);
    await a.end();
    expect(await known()).toBe(2);
    expect(b.state.reads).toBe(true);
    expect(began).toEqual(['a', 'b']);
  });

  it('goes on when the database was away for a minute, and nobody else begins', async () => {
    const leases = new KnexLeaseStore(knex, () =>
      knex.raw('cast(? as bigint)', [clock.now()]),
    );
    let away = false;
    const through: LeaseStore = {
      take: (...args) =>
        away ? Promise.reject(new Error('away')) : leases.take(...args),
      renew: (...args) =>
        away ? Promise.reject(new Error('away')) : leases.renew(...args),
      release: lease => leases.release(lease),
    };
    const a = await replica('a', { leases: through });
    await until(() => a.state.reads);
    const b = await replica('b', { leases: through });
    away = true;
    await pass(60_000);
    away = false;
    // Whoever asks first has it; there is one in any case.
    await pass(20_000);
    const readers = () => Number(a.state.reads) + Number(b.state.reads);
    await until(() => readers() === 1);
    expect(readers()).toBe(1);
  });

  it('begins a source that failed anew, and says so meanwhile', async () => {
    await replica('a', { fails: true });
    await until(() => began.length === 1);
    await pass(25_000);
    expect(began).toHaveLength(1);
    expect((await store.health()).map(({ value }) => value)).toEqual([
      expect.objectContaining({ id: name, state: 'unreachable' }),
    ]);
    await pass(10_000);
    await until(() => began.length === 2);
  });
});
