import { Knex } from 'knex';
import { FakeClock } from './__testUtils__/FakeClock';
import { KubernetesStub, json } from './__testUtils__/KubernetesStub';
import { directoryFor } from './__testUtils__/directory';
import { follow, known, openStore } from './__testUtils__/following';
import { serviceObjects } from './__testUtils__/objects';
import {
  autoscaler,
  certificate,
  cronJob,
  quota,
} from './__testUtils__/operators';
import { watchFaults } from './__testUtils__/watchFaults';
import { SILENCE_LIMIT_MS } from './sources/kubernetes/reflector';
import { KnexStateStore } from './store';

// Real sockets on a busy machine: what is asserted is the injected clock's time alone.
jest.setTimeout(60_000);

/** The longest that anything is waited for once a cluster is well again. */
const MENDED_MS = 35_000;
/** Six kinds that are watched, the heartbeat, the rounds and the list of clusters. */
const READERS = 9;
/** What each of them has open, and what waits to be used again. */
const SOCKETS = 2 * READERS;

describe('What is known of a cluster', () => {
  let stub: KubernetesStub;
  let clock: FakeClock;
  let knex: Knex;
  let store: KnexStateStore;
  let following: Awaited<ReturnType<typeof follow>>;

  const service = (name: string, tag: string) =>
    serviceObjects({ service: name, namespace: `${name}-dev`, tag }).all;
  const put = (name: string, tag: string) =>
    service(name, tag).forEach(object => stub.put(object));
  const remove = (name: string, tag: string) =>
    service(name, tag).forEach(({ kind, metadata }) =>
      stub.remove(kind, metadata.namespace, metadata.name),
    );

  beforeEach(async () => {
    stub = await KubernetesStub.start();
    stub.apis.push('argoproj.io/v1alpha1', 'cert-manager.io/v1');
    clock = new FakeClock();
    ({ knex, store } = await openStore());
    put('payments', '1.0.0');
    put('ledger', '1.0.0');
    put('orders', '1.0.0');
    [quota({ pods: '4' }), autoscaler(5), cronJob(), certificate()].forEach(
      object => stub.put(object),
    );
    following = await follow({
      directory: directoryFor(stub),
      knex,
      store,
      clock,
    });
  });

  afterEach(async () => {
    await following.stop();
    const left = clock.waits();
    await knex.destroy();
    await stub.stop();
    if (left.length > 0) {
      throw new Error('A timer outlived the source');
    }
  });

  /** Waits in real time until nothing is being answered, and nothing more is asked because of an answer. */
  const quiet = async () => {
    let calm = 0;
    let seen = -1;
    for (let i = 0; i < 5_000 && calm < 3; i++) {
      await new Promise(resolve => setTimeout(resolve, 1));
      const still = stub.busy === 0 && seen === stub.requests.length;
      calm = still ? calm + 1 : 0;
      seen = stub.requests.length;
    }
  };
  /** Turns the clock bit by bit, each once real sockets brought what they have; how long it took. */
  const turn = async (
    ms: number,
    until: () => Promise<boolean> = async () => false,
  ) => {
    const begun = clock.now();
    while (clock.now() - begun < ms && !(await until())) {
      await quiet();
      clock.advance(500);
    }
    return clock.now() - begun;
  };
  /** What somebody knows who reads the cluster for the first time now, and has a store of his own. */
  const readAnew = async () => {
    const own = await openStore();
    const other = new FakeClock(clock.now());
    const reader = await follow({
      directory: directoryFor(stub),
      ...own,
      clock: other,
    });
    try {
      for (let i = 0; i < 6; i++) {
        await quiet();
        other.advance(500);
      }
      return await known(own.store);
    } finally {
      await reader.stop();
      await own.knex.destroy();
    }
  };
  const versions = async () =>
    Object.fromEntries(
      Object.entries(await known(store)).flatMap(([key, state]: any) =>
        key.startsWith('deployments/')
          ? [[key.split('/')[1], state.workloads[0]?.version]]
          : [],
      ),
    );
  const health = async () =>
    (await store.health()).flatMap(({ value }) => value ?? []);
  const allWell = async () => {
    const all = await health();
    return all.length > 1 && all.every(({ state }) => state === 'ok');
  };

  const rateOver = async (ms: number) => {
    const before = stub.requests.length;
    await turn(ms);
    return (stub.requests.length - before) / (ms / 1000) / READERS;
  };

  const becomesWell = async (withinMs: number) => {
    const there = await readAnew();
    const asThere = JSON.stringify(there);
    const took = await turn(
      withinMs + 20_000,
      async () =>
        JSON.stringify(await known(store)) === asThere && (await allWell()),
    );
    expect(await known(store)).toEqual(there);
    expect((await health()).filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(took).toBeLessThanOrEqual(withinMs);
  };

  it.each(Object.keys(watchFaults))(
    'is as it is there again, after the stream of its changes %s',
    async name => {
      const fault = watchFaults[name];
      await turn(20_000, allWell);
      stub.save();
      put('payments', '1.1.0');
      await turn(2_000);
      expect((await versions()).payments).toBe('1.1.0');

      fault.begin(stub);
      put('payments', '1.2.0');
      remove('ledger', '1.0.0');
      put('billing', '1.0.0');
      await turn(60_000);
      const { orders, payments } = await versions();
      // Nothing is gone only because it could not be read.
      expect(orders).toBe('1.0.0');
      expect(payments).toMatch(/^1\.[12]\.0$/);
      const rate = await rateOver(120_000);
      expect(rate).toBeLessThanOrEqual(0.22);
      expect(stub.open).toBeLessThanOrEqual(SOCKETS);

      stub.onWatch = undefined;
      stub.onList = undefined;
      stub.pageSize = 500;
      await becomesWell(
        fault.lasting ? SILENCE_LIMIT_MS + MENDED_MS : MENDED_MS,
      );
      expect(await versions()).toEqual({
        payments: '1.2.0',
        orders: '1.0.0',
        billing: '1.0.0',
      });
    },
  );

  const listFaults: Record<string, NonNullable<KubernetesStub['onList']>> = {
    hang: () => true,
    'answer 500': (_, res) => {
      json(res, 500, { kind: 'Status' });
      return true;
    },
    'answer 403': (_, res) => {
      json(res, 403, { kind: 'Status' });
      return true;
    },
    'are reset': ({ socket }) => {
      socket.resetAndDestroy();
      return true;
    },
    'expire in the middle': ({ query }, res) => {
      const more = { resourceVersion: '1', continue: 'more' };
      if (query.has('continue')) {
        json(res, 410, { kind: 'Status', code: 410 });
      } else {
        json(res, 200, { kind: 'List', metadata: more, items: [] });
      }
      return true;
    },
    'never come to their end': (_, res) => {
      const metadata = { resourceVersion: '1', continue: 'more' };
      json(res, 200, { kind: 'List', metadata, items: [] });
      return true;
    },
    'are none': (_, res) => {
      json(res, 200, { kind: 'Status' });
      return true;
    },
  };

  it.each(['hang', 'answer 500', 'answer 403'])(
    'stays known over a restart of the portal while its lists %s',
    async name => {
      await turn(20_000, allWell);
      const before = await known(store);
      await following.stop();
      stub.onList = (req, res) => listFaults[name](req, res);
      const directory = directoryFor(stub);
      following = await follow({ directory, knex, store, clock });
      await turn(90_000);
      // Not read yet is not the same as not there.
      expect(await known(store)).toEqual(before);
      stub.onList = undefined;
      await becomesWell(MENDED_MS);
    },
  );

  it.each(['hang', 'answer 500', 'answer 403'])(
    'keeps its versions over a restart of the portal while the lists of its workloads %s',
    async name => {
      await turn(20_000, allWell);
      const before = await versions();
      await following.stop();
      stub.onList = (req, res) =>
        req.path.endsWith('/deployments') && listFaults[name](req, res);
      const directory = directoryFor(stub);
      following = await follow({ directory, knex, store, clock });
      await turn(90_000);
      // The cluster answers, and what it does not say is not gone.
      expect(await versions()).toEqual(before);
      stub.onList = undefined;
      await becomesWell(MENDED_MS);
    },
  );

  it.each(Object.keys(listFaults))(
    'is as it is there again, after the lists of one kind %s',
    async name => {
      await turn(20_000, allWell);
      const before = await known(store);
      stub.onList = (req, res) =>
        req.path === '/api/v1/resourcequotas' && listFaults[name](req, res);
      stub.put(quota({ pods: '9' }));
      put('payments', '1.1.0');
      await turn(90_000);
      const meanwhile = await known(store);
      const quotas = Object.keys(before).filter(key => /quota|names/.test(key));
      expect(quotas.length).toBeGreaterThan(1);
      for (const key of quotas) {
        expect(meanwhile[key]).toEqual(before[key]);
      }
      // The others are read on.
      expect((await versions()).payments).toBe('1.1.0');
      const states = Object.fromEntries(
        (await health()).map(({ id, state }) => [id, state]),
      );
      expect(states).toMatchObject({
        'kubernetes/eu-1': 'ok',
        'kubernetes/eu-1/backups': 'ok',
        'kubernetes/eu-1/quota': expect.stringMatching(/denied|unreachable/),
      });
      const lists = () => stub.lists('/api/v1/resourcequotas').length;
      const asked = lists();
      expect(await rateOver(120_000)).toBeLessThanOrEqual(0.22);
      expect((lists() - asked) / 120).toBeLessThanOrEqual(0.22);
      expect(stub.open).toBeLessThanOrEqual(SOCKETS);
      stub.onList = undefined;
      await becomesWell(MENDED_MS);
    },
  );
});
