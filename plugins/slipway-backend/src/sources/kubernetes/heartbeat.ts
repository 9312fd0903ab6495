import { Clock, attempt, sleep } from '../../lib/clock';
import { ClusterClient, ResourceQuery } from './client';

/**
 * After about this time a cut connection shows. Each heartbeat is one line in the audit log of the portal's Kubernetes
 * back end, and perhaps in the cluster's: 8,640 a day and cluster. Half the time would double the lines for five
 * seconds that nobody notices; a minute would save most of them and leave a stale state looking fresh for as long.
 */
export const HEARTBEAT_MS = 10_000;
/** One object at most is asked for. What takes longer is no use to anyone who waits for news. */
export const HEARTBEAT_LIMIT_MS = 5_000;

export interface HeartbeatOptions {
  client: ClusterClient;
  clock: Clock;
  random: () => number;
  /** Something that is being watched, so that to read it is allowed; nothing while no watch seems to be well. */
  watched: () => ResourceQuery | undefined;
  onFailure: () => void;
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
  const { clock, random, watched, onFailure } = options;
  while (!signal.aborted) {
    // Up to a tenth to either side, so that clusters are not asked in step.
    await sleep(clock, Math.round(HEARTBEAT_MS * (0.9 + random() / 5)), signal);
    const query = signal.aborted ? undefined : watched();
    if (query && !(await answers(query, options, signal)) && !signal.aborted) {
      onFailure();
    }
  }
}

async function answers(
  query: ResourceQuery,
  { client, clock }: HeartbeatOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const asking = attempt(clock, signal, HEARTBEAT_LIMIT_MS);
  try {
    const { signal: limited } = asking;
    await client.list(query, { limit: 1, signal: limited, onItem() {} });
    return true;
  } catch {
    // Why, the probes tell that follow.
    return false;
  } finally {
    asking.end();
  }
}
