import { Clock, attempt, sleep } from '../../lib/clock';
import { ClusterClient, ClusterError, ResourceQuery } from './client';
import { FORBIDDEN, networkError } from './problems';

/**
 * After about this time a cut connection shows. Each heartbeat is one line in the audit log of the portal's Kubernetes
 * back end, and perhaps in the cluster's: 8,640 a day and cluster. Half the time would double the lines for five
 * seconds that nobody notices; a minute would save most of them and leave a stale state looking fresh for as long.
 */
export const HEARTBEAT_MS = 10_000;
/** One object at most is asked for. What takes longer is no use to anyone who waits for news. */
export const HEARTBEAT_LIMIT_MS = 5_000;

/** Something that is watched, or would be. */
export interface Beating {
  readonly query: ResourceQuery;
  /** A watch is open: to read it was allowed. */
  readonly watching: boolean;
  /** The watch may be worth nothing. */
  doubt(): void;
}

/** All that one heartbeat stands for. */
export class Heart {
  private readonly all: Beating[] = [];
  private turn = -1;

  add(one: Beating) {
    this.all.push(one);
  }

  remove(one: Beating) {
    const at = this.all.indexOf(one);
    if (at >= 0) {
      this.all.splice(at, 1);
    }
  }

  /** Each has its turn: a watch that is open outlives the right to it, and only a new request shows that it was taken. */
  next(): Beating | undefined {
    for (let i = 1; i <= this.all.length; i++) {
      const at = (this.turn + i) % this.all.length;
      if (this.all[at].watching) {
        this.turn = at;
        return this.all[at];
      }
    }
    return undefined;
  }

  doubt() {
    this.all.forEach(one => one.doubt());
  }
}

export interface HeartbeatOptions {
  client: ClusterClient;
  clock: Clock;
  random: () => number;
  heart: Heart;
}

/**
 * Asks a cluster now and then whether it still answers. The portal's Kubernetes back end does not end a watch when
 * its own connection to the cluster was cut: the watch falls silent, and silence alone is no sign of trouble.
 * An answer says nothing about what the watches know: it makes no state fresher.
 */
export async function beat(
  options: HeartbeatOptions,
  signal: AbortSignal,
): Promise<void> {
  const { clock, random, heart } = options;
  while (!signal.aborted) {
    // Up to a tenth to either side, so that clusters are not asked in step.
    await sleep(clock, Math.round(HEARTBEAT_MS * (0.9 + random() / 5)), signal);
    const asked = signal.aborted ? undefined : heart.next();
    const problem = asked && (await problemWith(asked, options, signal));
    if (problem && !signal.aborted) {
      // Why, the probes tell that follow. What is forbidden is so for one kind in one place.
      (problem.message === FORBIDDEN ? asked : heart).doubt();
    }
  }
}

async function problemWith(
  { query }: Beating,
  { client, clock }: HeartbeatOptions,
  signal: AbortSignal,
): Promise<ClusterError | undefined> {
  const asking = attempt(clock, signal, HEARTBEAT_LIMIT_MS);
  try {
    const { signal: limited } = asking;
    await client.list(query, { limit: 1, signal: limited, onItem() {} });
    return undefined;
  } catch (error) {
    return error instanceof ClusterError ? error : networkError(error);
  } finally {
    asking.end();
  }
}
