import { Fact, SourceHealth } from '@slipway/plugin-slipway-common';
import { Sandbox, freePorts, startSandbox } from '@slipway/sandbox';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { FakeClock } from './__testUtils__/FakeClock';
import { upstreamFaults } from './__testUtils__/FaultyServer';
import { Upstream, upstreams } from './__testUtils__/upstreams';
import { systemClock } from './lib/clock';
import { listening } from './__testUtils__/listening';

// Real sockets on a busy machine: what is asserted is the injected clock's time alone.
jest.setTimeout(60_000);

/** The longest that anything is waited for once a server is well again. */
const MENDED_MS = 35_000;
const DOWN_MS = 120_000;

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-faults-'));
  sandbox = await startSandbox({
    dataDir: folder,
    ports: freePorts,
  });
}, 30_000);

afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What was known once, and then was told to be no more. */
function losses() {
  const known = new Set<string>();
  const lost: string[] = [];
  const note = (facts: Fact[]) => {
    for (const { aspect, subject, value } of facts) {
      const key = [aspect, ...Object.values(subject)].join('/');
      if (value) {
        known.add(key);
      } else if (known.has(key)) {
        lost.push(key);
      }
    }
  };
  return { lost, note };
}

describe.each(Object.keys(upstreams))('%s, while its server', name => {
  let world: Upstream;
  let clock: FakeClock;
  let controller: AbortController;
  let facts: Fact[];
  let losing: ReturnType<typeof losses>;
  let health: Map<string, SourceHealth>;
  let running: Promise<void>;

  beforeEach(async () => {
    world = await upstreams[name](sandbox);
    clock = new FakeClock();
    controller = new AbortController();
    facts = [];
    losing = losses();
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
      listening({
        facts: some => {
          facts.push(...some);
          losing.note(some);
        },
        health: one => health.set(one.id, one),
      }),
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

  // A Git host answers so for one repository: its own suite tells what becomes of that.
  const ofOne = name === 'git' ? ['redirects', 'answers 403'] : [];
  const table = Object.keys(upstreamFaults).filter(
    fault => !ofOne.includes(fault),
  );

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
        (world.server.requests - before) /
        (DOWN_MS / 1000) /
        world.readers(fault);
      expect(perSecond).toBeLessThanOrEqual(0.22);
      expect(perSecond).toBeGreaterThan(0);
      expect(losing.lost).toEqual([]);
      states().forEach(({ heardAt }) => expect(heardAt).toBeDefined());
      await mendsWell();
      await turn(5_000);
      // As many sockets as before, give or take one that waits to be used again.
      expect(world.server.open).toBeLessThanOrEqual(open + 4);
    },
  );
});

const inRealTime = process.env.SLIPWAY_REAL_TIME ? describe : undefined;

/** Ten of them, with the clock of the machine: what was asserted by an injected one is not only so there. */
const tenFaults = [
  'hangs before the headers',
  'hangs in the body',
  'ends in the middle',
  'resets the connection',
  'closes the connection',
  'answers 401',
  'answers 429',
  'answers 500',
  'answers 502 with a page',
  'answers {}',
];

inRealTime?.('In real time', () => {
  const pause = () => new Promise(resolve => setTimeout(resolve, 100));

  /** How long a source took to be well again, after its server was broken until that was told. */
  const mendedAfter = async (name: string, fault: string) => {
    const world = await upstreams[name](sandbox);
    const controller = new AbortController();
    const health = new Map<string, SourceHealth>();
    const { lost, note } = losses();
    const running = world.run(
      listening({
        facts: note,
        health: one => health.set(one.id, one),
      }),
      systemClock,
      controller.signal,
    );
    const becomes = async (isWell: boolean, ms: number) => {
      const begun = Date.now();
      const are = () =>
        health.size > 0 &&
        [...health.values()].every(({ state }) => (state === 'ok') === isWell);
      while (!are() && Date.now() - begun < ms) {
        await pause();
      }
      return are() ? Date.now() - begun : Infinity;
    };
    const first = await becomes(true, MENDED_MS);
    world.server.break(upstreamFaults[fault]);
    const told = await becomes(false, 90_000);
    world.server.break(undefined);
    const mended = await becomes(true, 90_000);
    controller.abort();
    await running;
    await world.stop();
    return { first, told, mended, lost };
  };

  it('each source says of ten faults that it is down, loses nothing, and is well again in time', async () => {
    const outcomes = await Promise.all(
      Object.keys(upstreams).flatMap(name =>
        tenFaults.map(async fault => ({
          name,
          fault,
          ...(await mendedAfter(name, fault)),
        })),
      ),
    );
    expect(outcomes).toHaveLength(10 * Object.keys(upstreams).length);
    expect(
      outcomes.filter(
        ({ told, mended, lost }) =>
          told === Infinity || mended > MENDED_MS || lost.length > 0,
      ),
    ).toEqual([]);
  }, 300_000);
});
