import type { Aspect } from '../facts';
import type { HistoryEvent } from '../states';

/** A time in which something was not well. */
export interface TroubleSpan {
  at: string;
  /** What it began with. */
  first: HistoryEvent;
  /** Left out while it goes on. */
  endedAt?: string;
}

const bad = new Set<unknown>(['failed', 'degraded']);

/** Oldest first. What could not be read neither begins nor ends one, and one that heals goes on until all is well. */
export function troublesIn(
  events: readonly HistoryEvent[],
  of: Aspect = 'deployments',
): TroubleSpan[] {
  const found: TroubleSpan[] = [];
  const verdicts = events
    .filter(
      ({ kind, aspect }) =>
        aspect === of && (kind === 'verdict' || kind === 'removed'),
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
  for (const event of verdicts) {
    const { at, kind, after } = event;
    const open = found.at(-1);
    const goesOn = open && !open.endedAt;
    if (bad.has(after?.state) && !goesOn) {
      found.push({ at, first: event });
    } else if (goesOn && (kind === 'removed' || after?.state === 'healthy')) {
      open.endedAt = at;
    }
  }
  return found;
}
