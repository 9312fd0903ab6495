import { SourceHealth } from '@slipway/plugin-slipway-common';
import { FakeClock, until } from '../../__testUtils__/FakeClock';
import { KubernetesStub, json } from '../../__testUtils__/KubernetesStub';
import { directoryFor } from '../../__testUtils__/directory';
import { unclaimed } from '../../__testUtils__/whose';
import { serviceObjects } from '../../__testUtils__/objects';
import { ClusterWatcher } from './ClusterWatcher';
import { HEARTBEAT_LIMIT_MS, HEARTBEAT_MS } from './heartbeat';
import { isBuiltIn, watchedKinds as allKinds } from './kinds';
import { PROBE_LIMIT_MS } from './pages';
import { SILENCE_LIMIT_MS, STABLE_MS } from './reflector';

const coalesceMs = 100;
const limits = [HEARTBEAT_LIMIT_MS, PROBE_LIMIT_MS];
/** The others are watched once the cluster is seen to have them. */
const watchedKinds = allKinds.filter(isBuiltIn);
/** Of these, what tells of deployments: Deployments, StatefulSets, ReplicaSets and Pods. */
const judged = 4;

/** As the portal's Kubernetes back end answers when the cluster's port is closed. */
const refused = { error: { message: 'connect ECONNREFUSED 10.0.0.1:6443' } };

describe('the heartbeat of a cluster', () => {
  let stub: KubernetesStub;
  let clock: FakeClock;
  let random: number;
  let health: SourceHealth[];
  let images: string[];
  let controller: AbortController;
  let running: Promise<void>;

  const last = () => health[health.length - 1];
  const count = (ms: number) => clock.waits().filter(w => w === ms).length;
  const watching = () =>
    stub.watches.size === watchedKinds.length &&
    count(SILENCE_LIMIT_MS) === watchedKinds.length;
  /** Nothing is asked at the moment. */
  const quiet = () => !clock.waits().some(ms => limits.includes(ms));
  const asked = () =>
    stub.requests.filter(r => r.query.get('limit') === '1').length;
  const nextBeat = async () => {
    const before = asked();
    clock.advance(HEARTBEAT_MS);
    await until(() => asked() > before);
  };
  const failWith = (status: number, body: object) => {
    stub.onList = (_, res) => {
      json(res, status, body);
      return true;
    };
  };
  const open = new Set<object>();
  const hang = () => {
    stub.onList = (_, res) => {
      open.add(res);
      res.on('close', () => open.delete(res));
      return true;
    };
  };
  /**
   * Everything waits for the clock: the heartbeat has one timer at any time, the rounds and each watch have, or these wait at the gate,
   * which has one then; what is open has reached the cluster, and what the cluster answers has been read.
   */
  const settled = () => {
    const asking = clock.waits().filter(ms => limits.includes(ms)).length;
    const timers = clock.waits().length - count(coalesceMs);
    return (
      [watchedKinds.length + 2, 3, 2].includes(timers) &&
      count(SILENCE_LIMIT_MS) === stub.watches.size &&
      asking === open.size
    );
  };
  /** Turns the clock from answer to answer until something is so; how long it took. */
  const turnUntil = async (condition: () => boolean) => {
    const begun = clock.now();
    while (!condition()) {
      await until(() => condition() || settled());
      if (!condition()) {
        clock.runNext();
      }
    }
    return clock.now() - begun;
  };
  const told = (state: SourceHealth['state']) => () => last().state === state;

  beforeEach(async () => {
    stub = await KubernetesStub.start();
    clock = new FakeClock();
    random = 0.5;
    health = [];
    images = [];
    controller = new AbortController();
    serviceObjects({ tag: '1.0.0' }).all.forEach(object => stub.put(object));
    const watcher = new ClusterWatcher({
      cluster: 'eu-1',
      client: directoryFor(stub).client('eu-1'),
      clock,
      random: () => random,
      // What is listed has tests of its own: here it is read once.
      everyMs: 30 * 86_400_000,
      ...unclaimed,
      sink: {
        facts: facts =>
          facts
            .filter(({ aspect }) => aspect === 'deployments')
            .forEach(({ value }: any) =>
              images.push(value?.workloads[0]?.image.split(':')[1]),
            ),
        complete: () => {},
        health: status => {
          if (status.id === 'kubernetes/eu-1') {
            health.push(status);
          }
        },
        retire: () => {},
        owning: async () => {},
      },
    });
    running = watcher.run(controller.signal);
    await until(watching);
    await until(() => clock.waits().some(ms => ms > SILENCE_LIMIT_MS));
    clock.advance(coalesceMs);
    await until(() => last().state === 'ok');
  });

  afterEach(async () => {
    controller.abort();
    await running;
    if (clock.waits().length > 0) {
      throw new Error('A timer outlived the watcher');
    }
    await stub.stop();
  });

  it('leaves a watch alone while the cluster answers, and makes nothing look fresher', async () => {
    const { length } = health;
    const { heardAt } = last();
    const before = stub.requests.length;
    for (let i = 1; i <= 6; i++) {
      await nextBeat();
      await until(quiet);
    }
    expect(asked()).toBe(6);
    expect(stub.requests).toHaveLength(before + 6);
    const { path, query } = stub.requests[before];
    expect(path).toBe('/apis/apps/v1/deployments');
    expect(query.get('labelSelector')).toBe('backstage.io/kubernetes-id');
    expect(health).toHaveLength(length);
    expect(last().heardAt).toBe(heardAt);
  });

  it.each([
    ['refuses', () => failWith(500, refused), 'connection refused'],
    ['answers what is no list', () => failWith(200, {}), 'the answer is not'],
  ])(
    'shows a cut watch within one heartbeat when the cluster %s',
    async (_, fail, reason) => {
      clock.advance(STABLE_MS);
      await until(quiet);
      const { heardAt } = last();
      fail();
      expect(await turnUntil(told('unreachable'))).toBeLessThanOrEqual(
        HEARTBEAT_MS,
      );
      expect(last()).toMatchObject({
        reason: expect.stringContaining(reason),
        since: new Date(clock.now()).toISOString(),
        heardAt,
      });
      await turnUntil(() => last().nextTry !== undefined);
      await until(() => stub.watches.size === 0);
    },
  );

  it('shows it too when the cluster does not answer at all', async () => {
    hang();
    expect(await turnUntil(told('unreachable'))).toBeLessThanOrEqual(
      HEARTBEAT_MS + HEARTBEAT_LIMIT_MS + 1_000 + PROBE_LIMIT_MS,
    );
    expect(last().reason).toBe('no answer in time');
  });

  it.each([401, 403])('says what is missing after a %d', async status => {
    failWith(status, { kind: 'Status', code: status });
    expect(await turnUntil(told('denied'))).toBeLessThan(HEARTBEAT_MS + 1_000);
    await turnUntil(
      () =>
        // Who is not known at all is told of what the cluster may not even have, too.
        Number(last().permission?.split('; ').length) >= judged &&
        last().nextTry !== undefined,
    );
    expect(last().reason).toBe(`answered ${status}`);
  });

  it('asks no more while the watches are down, and one slowly whether they may come back', async () => {
    failWith(500, refused);
    await turnUntil(told('unreachable'));
    const before = stub.requests.length;
    const begun = clock.now();
    await turnUntil(() => clock.now() - begun >= 600_000);
    await until(quiet);
    const asks = stub.requests.slice(before);
    expect(asks.length / 600).toBeGreaterThan(0.05);
    expect(asks.length / 600).toBeLessThan(0.22);
    expect(new Set(asks.map(({ path }) => path))).toEqual(new Set(['/apis']));
  });

  it.each([
    ['refused', () => failWith(500, refused)],
    ['did not answer', hang],
  ])(
    'is fresh within 35 s of the end of a long time in which the cluster %s',
    async (_, fail) => {
      // The longest waits.
      random = 0;
      fail();
      await turnUntil(told('unreachable'));
      const begun = clock.now();
      await turnUntil(() => clock.now() - begun >= 300_000);
      serviceObjects({ tag: '1.1.0' }).all.forEach(object => {
        stub.put(object, { silently: true });
      });
      await until(settled);
      stub.onList = undefined;
      const took = await turnUntil(
        () => last().state === 'ok' && images.includes('1.1.0'),
      );
      expect(took).toBeLessThanOrEqual(35_000 + coalesceMs);
      // Resumed, not read anew.
      const anew = stub.lists().filter(r => r.query.get('limit') !== '1');
      expect(anew).toHaveLength(1);
    },
  );
});
