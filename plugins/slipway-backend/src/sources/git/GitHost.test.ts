import { SourceHealth } from '@slipway/plugin-slipway-common';
import { FakeClock, until } from '../../__testUtils__/FakeClock';
import { ServerError } from '../servers/problems';
import { GitClient } from './GitClient';
import { GitHost, Known, Wanted } from './GitHost';

const commit = {
  sha: '1a2b3c4d'.repeat(5),
  at: '2026-11-19T12:00:00.000Z',
  author: 'Ada',
  title: 'Take cards',
};
const ref = commit.sha.slice(0, 7);

type Behaviour = () => ReturnType<GitClient['newest']>;

const well: Behaviour = async () => ({
  known: 'data',
  commits: [commit],
  more: false,
});
const failing: Behaviour = async () => {
  throw new ServerError('unreachable', 'answered 500');
};

describe('the repositories of a host', () => {
  let clock: FakeClock;
  let behaviours: Record<string, Behaviour>;
  let asked: string[];
  let health: SourceHealth[];
  let known: ReadonlyMap<string, Known>;
  let controller: AbortController;
  let running: Promise<void>;

  beforeEach(() => {
    clock = new FakeClock();
    asked = [];
    health = [];
    known = new Map();
    controller = new AbortController();
  });

  afterEach(async () => {
    controller.abort();
    await running;
  });

  const start = async (some: Record<string, Behaviour>) => {
    behaviours = some;
    const host = new GitHost({
      host: 'git.example',
      clock,
      random: () => 0,
      everyMs: 60_000,
      client: {
        newest: async ({ project }) => {
          asked.push(project);
          return behaviours[project]();
        },
        commit: async () => undefined,
      },
      goldenPath: { at: async () => ({ known: 'data', locked: false }) },
      wanted: async () =>
        new Map<string, Wanted>(
          Object.keys(behaviours).map(project => [
            project,
            {
              repository: { type: 'gitea', host: 'x', project, url: '' },
              refs: new Set([ref]),
              past: new Set(),
            },
          ]),
        ),
      onRead: read => {
        known = new Map(read);
      },
    });
    running = host.run({ health: one => health.push(one) }, controller.signal);
    await until(() => clock.waits().length > 0);
  };
  const turn = async (ms = 60_000) => {
    asked = [];
    const before = health.length;
    clock.advance(ms);
    await until(() => health.length > before && clock.waits().length > 0);
  };
  const last = () => health.at(-1)!;

  it('are told of though one of them fails', async () => {
    await start({ a: failing, b: well, c: well });
    expect(last().state).toBe('ok');
    expect([...known].map(([key, of]) => [key, of.known])).toEqual([
      ['a', 'unreachable'],
      ['b', 'data'],
      ['c', 'data'],
    ]);
  });

  it('are as they were known while one of them fails', async () => {
    await start({ a: well, b: well });
    behaviours.a = failing;
    await turn();
    expect(last().state).toBe('ok');
    expect(known.get('a')!.known).toBe('unreachable');
    expect(known.get('a')!.commits.get(ref)).toMatchObject({ commit });
    behaviours.a = async () => ({ known: 'same' });
    await turn();
    expect(known.get('a')!.known).toBe('data');
  });

  it('are known though the only one that was due fails', async () => {
    await start({ a: well, b: failing });
    behaviours = { ...behaviours, c: failing };
    // Too early for the others, so that one of them has to bear witness.
    await turn(30_000);
    expect(asked).toEqual(['c', 'a']);
    expect(last().state).toBe('ok');
    expect(known.get('c')!.known).toBe('unreachable');
  });

  it('are not all asked where none of the first answers', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`r${i}`, failing]),
    );
    await start(many);
    expect(last()).toMatchObject({
      state: 'unreachable',
      reason: 'answered 500',
    });
    expect(asked).toHaveLength(2);
  });

  it('are all left alone when the host says so', async () => {
    await start({ a: well, b: well, c: well, d: well, e: well, f: well });
    const limited: Behaviour = async () => {
      throw new ServerError('unreachable', 'later', 600_000);
    };
    behaviours = Object.fromEntries(
      Object.keys(behaviours).map(key => [key, limited]),
    );
    await turn();
    expect(last()).toMatchObject({ state: 'unreachable', reason: 'later' });
    expect(asked).toHaveLength(1);
    expect(clock.waits()).toEqual([600_000]);
  });

  it('keep what is known of one that may no longer be read', async () => {
    await start({ a: well, b: well });
    behaviours.a = async () => ({ known: 'denied', permission: 'read' });
    await turn();
    expect(known.get('a')).toMatchObject({
      known: 'denied',
      permission: 'read',
    });
    expect(known.get('a')!.commits.get(ref)).toMatchObject({ commit });
  });
});
