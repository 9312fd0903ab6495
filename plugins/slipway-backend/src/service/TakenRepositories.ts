import { Finding } from '@slipway/model';
import { lockFiles } from '@slipway/plugin-slipway-node';
import { Clock } from '../lib/clock';
import { GitClient } from '../sources/git/GitClient';
import { Repository } from '../sources/git/repository';
import { RepositoryFiles } from '../sources/git/RepositoryFiles';
import { ServerError } from '../sources/servers/problems';

/** A name that is typed a letter further and back again is not asked about twice. */
const KEPT_MS = 20_000;
/** A form waits no longer than that: the task asks again. */
const WAIT_MS = 1_500;
/** So many names in a minute for each who types: what hosts allow the portal belongs to all. */
const LOOKS = 40;
const MINUTE = 60_000;
const DENIED = 'its host does not let the portal look';

/** What a repository holds, or in words why nobody knows. */
type Held =
  | { kind: 'nothing' }
  | { kind: 'files'; lock?: string }
  | { kind: 'unknown'; why: string };

export interface TakenRepositoriesOptions {
  client(): Pick<GitClient, 'ask' | 'newest'>;
  repositoryOf(url: string): Repository | undefined;
  clock: Clock;
}

/** Whether the repository that a form would make is there already, told before a task finds it out. */
export class TakenRepositories {
  private readonly known = new Map<
    string,
    { until: number; held: Promise<Held> }
  >();
  private readonly looks = new Map<string, number[]>();

  constructor(private readonly options: TakenRepositoriesOptions) {}

  /** Begins to look; what it finds is compared with the lock of what would be made, as the task does. */
  look(url: string, who: string): (lock?: string) => Promise<Finding[]> {
    const held = this.held(url, who);
    return async lock => findingsOf(url, await held, lock);
  }

  private held(url: string, who: string): Promise<Held> {
    const now = this.options.clock.now();
    for (const [key, { until }] of this.known) {
      if (until <= now) {
        this.known.delete(key);
      }
    }
    const known = this.known.get(url);
    if (known) {
      return known.held;
    }
    if (!this.mayLook(who, now)) {
      return Promise.resolve(unknown('too many names were tried in a minute'));
    }
    const held = this.ask(url);
    this.known.set(url, { until: now + KEPT_MS, held });
    return held;
  }

  private mayLook(who: string, now: number): boolean {
    for (const [one, times] of this.looks) {
      const recent = times.filter(at => at > now - MINUTE);
      if (recent.length > 0) {
        this.looks.set(one, recent);
      } else {
        this.looks.delete(one);
      }
    }
    const times = this.looks.get(who) ?? [];
    if (times.length >= LOOKS) {
      return false;
    }
    this.looks.set(who, [...times, now]);
    return true;
  }

  private async ask(url: string): Promise<Held> {
    const repository = this.options.repositoryOf(url);
    if (!repository) {
      return unknown('the portal is not integrated with its host');
    }
    const client = this.options.client();
    const late = new AbortController();
    const cancel = this.options.clock.timer(WAIT_MS, () => late.abort());
    try {
      const newest = await client.newest(repository, undefined, late.signal);
      switch (newest.known) {
        case 'denied':
          return unknown(DENIED);
        case 'data':
          return newest.head === undefined
            ? { kind: 'nothing' }
            : {
                kind: 'files',
                lock: await new RepositoryFiles(client).file(
                  repository,
                  lockFiles.lock,
                  late.signal,
                ),
              };
        default:
          return { kind: 'nothing' };
      }
    } catch (error) {
      if (late.signal.aborted) {
        return unknown('its host does not answer in time');
      }
      const isDenied =
        error instanceof ServerError && error.problem === 'denied';
      return unknown(isDenied ? DENIED : 'its host cannot be asked just now');
    } finally {
      cancel();
    }
  }
}

function unknown(why: string): Held {
  return { kind: 'unknown', why };
}

function findingsOf(
  url: string,
  held: Held,
  lock: string | undefined,
): Finding[] {
  const about = { rule: 'repository.free', path: 'spec.repository' };
  if (held.kind === 'unknown') {
    return [
      {
        ...about,
        severity: 'warning',
        message: `It is not known whether ${url} is there already: ${held.why}`,
        remedy: 'Go on all the same: the task looks before it makes anything',
      },
    ];
  }
  // From the very same values: a task that stopped on its way goes on there.
  if (held.kind === 'nothing' || (lock && held.lock === lock)) {
    return [];
  }
  return [
    {
      ...about,
      severity: 'error',
      message: `${url} exists already and ${
        held.lock === undefined
          ? 'was not made by Slipway'
          : 'was made from other values or by another version of the platform'
      }`,
      remedy:
        'Choose another name, or remove the repository if nobody needs it',
    },
  ];
}
