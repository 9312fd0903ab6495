import { Fact, SourceHealth } from '@slipway/plugin-slipway-common';
import { FactSink } from '@slipway/plugin-slipway-node';
import { Sandbox, startSandbox } from '@slipway/sandbox';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { FakeClock } from './__testUtils__/FakeClock';
import { FaultyServer, upstreamFaults } from './__testUtils__/FaultyServer';
import { KubernetesStub } from './__testUtils__/KubernetesStub';
import { directoryFor } from './__testUtils__/directory';
import { serviceObjects } from './__testUtils__/objects';
import { quota } from './__testUtils__/operators';
import { unclaimed } from './__testUtils__/whose';
import { ClusterWatcher } from './sources/kubernetes/ClusterWatcher';
import { VaultSource } from './sources/vault/VaultSource';
import { StateDocument } from './store';

// Real sockets on a busy machine: what is asserted is the injected clock's time alone.
jest.setTimeout(60_000);

/** The longest that anything is waited for once a server is well again. */
const MENDED_MS = 35_000;
const DOWN_MS = 120_000;

interface World {
  server: FaultyServer;
  /** How many parts of it ask by themselves. */
  readers: number;
  run(sink: FactSink, clock: FakeClock, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

let sandbox: Sandbox;
let folder: string;

const worlds: Record<string, () => Promise<World>> = {
  async kubernetes() {
    const stub = await KubernetesStub.start();
    serviceObjects().all.forEach(object => stub.put(object));
    stub.put(quota({ pods: '4' }));
    const server = await FaultyServer.before(stub.port);
    return {
      server,
      // Five kinds that are watched, the heartbeat and the rounds.
      readers: 7,
      run: (sink, clock, signal) =>
        new ClusterWatcher({
          ...unclaimed,
          cluster: 'eu-1',
          client: directoryFor(server).client('eu-1'),
          sink,
          clock,
          random: () => 0,
          everyMs: 30_000,
        }).run(signal),
      stop: async () => {
        await server.stop();
        await stub.stop();
      },
    };
  },
  async vault() {
    const server = await FaultyServer.before(
      Number(new URL(sandbox.addresses.vault).port),
    );
    const secrets: StateDocument = {
      aspect: 'secrets',
      subject: {
        service: 'payments',
        environment: 'dev',
        cluster: 'eu-1',
        namespace: 'payments-dev',
      },
      source: 'kubernetes/eu-1/secrets',
      digest: 'x',
      at: '',
      state: {
        secrets: [
          {
            name: 'db',
            by: 'ExternalSecret',
            object: 'db',
            paths: ['secret/shop/db'],
            ready: true,
            users: [],
          },
        ],
        verdict: { state: 'healthy', reasons: [] },
      },
    };
    const config = {
      name: 'main',
      baseUrl: `http://127.0.0.1:${server.port}`,
      stores: [/^/],
      auth: { type: 'static' as const, token: 'sandbox-vault' },
    };
    return {
      server,
      readers: 1,
      run: (sink, clock, signal) =>
        new VaultSource({
          servers: [config],
          store: {
            documentsAfter: async after =>
              after ? [] : [{ value: secrets, revision: 1 }],
          },
          clock,
          random: () => 0,
          everyMs: 30_000,
        }).start(sink, signal),
      stop: () => server.stop(),
    };
  },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-faults-'));
  sandbox = await startSandbox({
    dataDir: folder,
    ports: { gitea: 0, argocd: 0, local: 0, 'eu-1': 0, control: 0, vault: 0 },
  });
}, 30_000);

afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(Object.keys(worlds))('%s, while its server', name => {
  let world: World;
  let clock: FakeClock;
  let controller: AbortController;
  let facts: Fact[];
  /** What was known once, and then was told to be no more. */
  let lost: string[];
  let known: Set<string>;
  let health: Map<string, SourceHealth>;
  let running: Promise<void>;

  beforeEach(async () => {
    world = await worlds[name]();
    clock = new FakeClock();
    controller = new AbortController();
    facts = [];
    lost = [];
    known = new Set();
    health = new Map();
  });

  afterEach(async () => {
    controller.abort();
    await running;
    if (clock.waits().length > 0) {
      throw new Error('A timer outlived the source');
    }
    await world.stop();
  });

  const start = () => {
    running = world.run(
      {
        facts: some => {
          facts.push(...some);
          for (const { aspect, subject, value } of some) {
            const key = [aspect, ...Object.values(subject)].join('/');
            if (value) {
              known.add(key);
            } else if (known.has(key)) {
              lost.push(key);
            }
          }
        },
        complete: () => {},
        health: one => health.set(one.id, one),
        retire: () => {},
        owning: async () => {},
      },
      clock,
      controller.signal,
    );
  };
  const states = () => [...health.values()];
  const allWell = () =>
    health.size > 0 && states().every(({ state }) => state === 'ok');
  const allDown = () =>
    health.size > 0 &&
    states().every(
      ({ state }) => state === 'denied' || state === 'unreachable',
    );

  /** Turns the clock second by second, each once real sockets brought what they have; how long it took. */
  const turn = async (ms: number, until: () => boolean = () => false) => {
    const begun = clock.now();
    while (clock.now() - begun < ms && !until()) {
      await world.server.quiet();
      clock.advance(until() ? 0 : 1_000);
    }
    return clock.now() - begun;
  };

  const mendsWell = async () => {
    world.server.break(undefined);
    const took = await turn(120_000, allWell);
    expect(states().filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(took).toBeLessThanOrEqual(MENDED_MS);
    expect(facts.length).toBeGreaterThan(0);
  };

  const table = Object.keys(upstreamFaults);

  it.each(table)(
    '%s from the start: it says so, and comes when it is well',
    async fault => {
      world.server.break(upstreamFaults[fault]);
      start();
      await turn(DOWN_MS, allDown);
      expect(allDown()).toBe(true);
      expect(facts).toEqual([]);
      for (const { reason, heardAt } of states()) {
        expect(reason).toBeTruthy();
        expect(reason).not.toMatch(/127\.0\.0\.1|undefined|\[object/);
        expect(heardAt).toBeUndefined();
      }
      await mendsWell();
    },
  );

  it.each(table)(
    '%s after it was well: nothing known is lost, and it is not stormed',
    async fault => {
      start();
      await turn(60_000, allWell);
      expect(allWell()).toBe(true);
      await turn(5_000);
      const { open } = world.server;
      world.server.break(upstreamFaults[fault]);
      await turn(DOWN_MS, allDown);
      expect(states().filter(({ state }) => state === 'ok')).toEqual([]);
      const before = world.server.requests;
      await turn(DOWN_MS);
      const perSecond =
        (world.server.requests - before) / (DOWN_MS / 1000) / world.readers;
      expect(perSecond).toBeLessThanOrEqual(0.22);
      expect(perSecond).toBeGreaterThan(0);
      expect(lost).toEqual([]);
      states().forEach(({ heardAt }) => expect(heardAt).toBeDefined());
      await mendsWell();
      await turn(5_000);
      // As many sockets as before, give or take one that waits to be used again.
      expect(world.server.open).toBeLessThanOrEqual(open + 4);
    },
  );
});
