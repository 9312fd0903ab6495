import type { HistoryEvent } from '../states';
import { deploysIn, type Deploy } from './deploys';
import { countedFrom, watchedFrom } from './known';
import { troublesIn } from './troubles';
import { median, secondsBetween } from './numbers';

export interface MetricsWindow {
  from: string;
  to: string;
}

/** How well an environment is delivered to. Each number is left out where nothing tells it; `docs/metrics.md` defines them. */
export interface DeliveryMetrics {
  /** Deploys before this are not known; left out where all of the window is. */
  since?: string;
  deploys: number;
  deploysPerWeek: number;
  /** From commit to deploy: the median, and of how many deploys. */
  lead?: { seconds: number; of: number };
  /** Deploys after which it went wrong, of those that had the time to and were looked at from the first moment on. */
  failures?: { number: number; of: number; share: number };
  /** From going wrong to being well: the median, and of how many times. */
  restore?: { seconds: number; of: number };
  /** It has not been well since. */
  failingSince?: string;
}

/** What goes wrong later than this is not put down to the deploy. */
const BLAMED_SECONDS = 24 * 3600;
const A_WEEK = 7 * 24 * 3600;

/** Of what happened in one environment, and of the commits that ran in it; in any order. */
export function deliveryMetricsOf(
  events: readonly HistoryEvent[],
  { from, to }: MetricsWindow,
): DeliveryMetrics {
  const inWindow = ({ at }: { at: string }) => at >= from && at <= to;
  const all = deploysIn(events);
  const deploys = all.filter(inWindow);
  const troubles = troublesIn(events);
  const ended = troubles.flatMap(({ at, endedAt }) =>
    endedAt && inWindow({ at: endedAt }) ? [secondsBetween(at, endedAt)] : [],
  );
  const watched = watchedFrom(events) ?? '';
  const counted = countedFrom(events);
  const since = counted && counted > from ? counted : undefined;
  const leads = leadTimes(deploys, events);
  // One that just happened may still go wrong.
  const seen = deploys.filter(({ at }) => at >= watched);
  const tried = seen.filter(
    ({ at }) => secondsBetween(at, to) > BLAMED_SECONDS,
  );
  const failed = seen.filter(deploy =>
    wentWrong(
      deploy,
      all,
      troubles.map(trouble => trouble.at),
    ),
  );
  const of = new Set([...tried, ...failed]).size;
  const failingSince = troubles.find(({ endedAt }) => !endedAt)?.at;
  return {
    deploys: deploys.length,
    deploysPerWeek: perWeek(
      deploys.length,
      countedSeconds({ from, to }, since),
    ),
    ...(since && { since }),
    ...(leads.length > 0 && {
      lead: { seconds: median(leads), of: leads.length },
    }),
    ...(of > 0 && {
      failures: { number: failed.length, of, share: failed.length / of },
    }),
    ...(ended.length > 0 && {
      restore: { seconds: median(ended), of: ended.length },
    }),
    ...(failingSince && { failingSince }),
  };
}

function leadTimes(
  deploys: Deploy[],
  events: readonly HistoryEvent[],
): number[] {
  const commits = events.flatMap(({ kind, after }) => {
    const { sha, at } = (kind === 'commit' ? after : undefined) ?? {};
    return typeof sha === 'string' && typeof at === 'string'
      ? [{ sha, at }]
      : [];
  });
  return deploys.flatMap(({ commit, at }) => {
    const made = commit && commits.find(({ sha }) => sha.startsWith(commit));
    // A clock that is behind makes nothing quicker than at once.
    return made ? [Math.max(0, secondsBetween(made.at, at))] : [];
  });
}

/** It went wrong before the next one came, or the next one brought back what ran before. */
function wentWrong(deploy: Deploy, all: Deploy[], troubles: string[]): boolean {
  const next = all[all.indexOf(deploy) + 1];
  const soon = ({ at }: { at: string }) =>
    at >= deploy.at && secondsBetween(deploy.at, at) <= BLAMED_SECONDS;
  const rolledBack =
    next !== undefined && soon(next) && next.version === deploy.before;
  return (
    rolledBack || troubles.some(at => soon({ at }) && (!next || at < next.at))
  );
}

/** Of how long the deploys are known; of a shorter time than a week nothing is said by the week. */
function countedSeconds({ from, to }: MetricsWindow, since?: string): number {
  const all = secondsBetween(from, to);
  return since
    ? Math.max(secondsBetween(since, to), Math.min(all, A_WEEK))
    : all;
}

function perWeek(count: number, seconds: number): number {
  return seconds > 0 ? (count * A_WEEK) / seconds : 0;
}
