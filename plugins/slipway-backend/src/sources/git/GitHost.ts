import { FactSink } from '@slipway/plugin-slipway-node';
import { Commit, CommitsFacts } from '@slipway/plugin-slipway-common';
import { Clock } from '../../lib/clock';
import { ServerError } from '../servers/problems';
import { ServerReader } from '../servers/ServerReader';
import { GitClient } from './GitClient';
import { GoldenPathRead, GoldenPathReader } from './GoldenPathReader';
import { Repository } from './repository';

/** What runs, and what it is made from, is looked at anew. */
const TURN_MS = 30_000;
const AT_ONCE = 4;

/** A repository, and which commits of it run somewhere. */
export interface Wanted {
  repository: Repository;
  refs: Set<string>;
  /** Of what ran before: found among the newest or not at all, nothing is asked for them. */
  past: Set<string>;
}

/** What was found out, of which the facts of each service are made. */
export interface Known {
  /** When it was read. */
  at: number;
  known: CommitsFacts['known'];
  permission?: string;
  newest?: Commit;
  etag?: string;
  /** By what the images' tags say. */
  commits: Map<string, Found | undefined>;
  past: Map<string, Commit | undefined>;
  goldenPath?: GoldenPathRead;
}

export interface Found {
  commit: Commit;
  behind: number;
  more: boolean;
}

export interface GitHostOptions {
  host: string;
  client: Pick<GitClient, 'newest' | 'commit'>;
  goldenPath: Pick<GoldenPathReader, 'at'>;
  clock: Clock;
  random: () => number;
  /** From one reading of a repository to the next. */
  everyMs: number;
  wanted: () => Promise<Map<string, Wanted>>;
  onRead: (known: ReadonlyMap<string, Known>) => void;
}

/** Follows the repositories of one host. */
export class GitHost {
  private readonly reader: ServerReader;
  private readonly known = new Map<string, Known>();

  constructor(private readonly options: GitHostOptions) {
    const { host, clock, random } = options;
    this.reader = new ServerReader({
      source: `git/${host}`,
      clock,
      random,
      everyMs: TURN_MS,
      permission: `a token in the portal's integration for ${host} that may read repositories`,
      turn: signal => this.turn(signal),
    });
  }

  run(sink: Pick<FactSink, 'health'>, signal: AbortSignal): Promise<void> {
    return this.reader.run(sink, signal);
  }

  private async turn(signal: AbortSignal) {
    const { clock, wanted, onRead } = this.options;
    const all = await wanted();
    for (const key of this.known.keys()) {
      if (!all.has(key)) {
        this.known.delete(key);
      }
    }
    await this.readAll([...all], signal);
    onRead(this.known);
    const times = [...this.known.values()].map(({ at }) => at);
    return {
      heardAt: new Date(Math.min(clock.now(), ...times)).toISOString(),
    };
  }

  /**
   * One repository that cannot be read says nothing of the others; two that cannot, and none that can, say that the
   * host is not well. A host that is not well is asked no more than that.
   */
  private async readAll(all: [string, Wanted][], signal: AbortSignal) {
    const due = all.filter(one => this.isDue(one));
    const left = due.length === 1 ? [...due, ...this.witness(all, due)] : due;
    let well = false;
    let failures = 0;
    const next = async () => {
      const one = left.shift()!;
      try {
        await this.read(one, signal);
        well = true;
      } catch (error) {
        failures += 1;
        const here = error instanceof ServerError && !error.retryAfterMs;
        const ofHost =
          !here ||
          error.problem === 'denied' ||
          (!well && (failures > 1 || left.length === 0));
        if (signal.aborted || ofHost) {
          left.length = 0;
          throw error;
        }
        this.missed(one);
      }
    };
    while (!well && left.length > 0) {
      await next();
    }
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (left.length > 0) {
          await next();
        }
      }),
    );
  }

  private witness(all: [string, Wanted][], due: [string, Wanted][]) {
    return all.filter(one => !due.includes(one)).slice(0, 1);
  }

  private isDue([key, { refs, past }]: [string, Wanted]): boolean {
    const { clock, everyMs } = this.options;
    const known = this.known.get(key);
    return (
      !known ||
      clock.now() - known.at >= everyMs ||
      (known.known === 'data' &&
        ([...refs].some(ref => !known.commits.has(ref)) ||
          [...past].some(ref => !known.past.has(ref))))
    );
  }

  /** What was known of what runs is still true, but no longer how much is newer; it is tried again with the next round. */
  private missed([key]: [string, Wanted]) {
    const before = this.known.get(key);
    this.known.set(key, {
      commits: new Map(),
      past: new Map(),
      ...before,
      known: 'unreachable',
      at: this.options.clock.now(),
    });
  }

  private async read(
    [key, { repository, refs, past }]: [string, Wanted],
    signal: AbortSignal,
  ) {
    const { client, clock, goldenPath } = this.options;
    const before = this.known.get(key);
    // What the repository did not have may have come, also to another branch.
    const complete =
      [...refs].every(ref => before?.commits.get(ref)) &&
      [...past].every(ref => before?.past.has(ref)) &&
      before?.goldenPath?.known === 'data';
    const etag = complete ? before?.etag : undefined;
    const newest = await client.newest(repository, etag, signal);
    const at = clock.now();
    if (newest.known === 'same') {
      this.known.set(key, { ...before!, known: 'data', at });
    } else if (newest.known === 'data') {
      const among = (ref: string) =>
        newest.commits.find(({ sha }) => sha.startsWith(ref));
      const commits: Known['commits'] = new Map();
      for (const ref of refs) {
        const earlier = before?.commits.get(ref)?.commit;
        const commit =
          among(ref) ??
          earlier ??
          (await client.commit(repository, ref, signal));
        commits.set(ref, commit && placeOf(commit, newest));
      }
      this.known.set(key, {
        at,
        known: 'data',
        commits,
        past: new Map(
          [...past].map(ref => [ref, among(ref) ?? before?.past.get(ref)]),
        ),
        ...(newest.commits[0] && { newest: newest.commits[0] }),
        ...(newest.head && {
          goldenPath: await goldenPath.at(
            repository,
            newest.head,
            before?.goldenPath,
            signal,
          ),
        }),
        ...(newest.etag && { etag: newest.etag }),
      });
    } else {
      // What was known of what runs is still true.
      const {
        commits,
        past: found,
        goldenPath: path,
      } = before ?? {
        commits: new Map(),
        past: new Map(),
      };
      this.known.set(key, {
        ...newest,
        at,
        commits,
        past: found,
        ...(path && { goldenPath: path }),
      });
    }
  }
}

/** Commits of another branch, or of another folder, are not in the list: newer than these are then those of a later time. */
function placeOf(
  commit: Commit,
  { commits, more }: { commits: Commit[]; more: boolean },
): Found {
  const index = commits.findIndex(({ sha }) => sha === commit.sha);
  const behind =
    index >= 0
      ? index
      : commits.filter(({ at }) => Date.parse(at) > Date.parse(commit.at))
          .length;
  return {
    commit,
    behind,
    more: more && index < 0 && behind === commits.length,
  };
}
