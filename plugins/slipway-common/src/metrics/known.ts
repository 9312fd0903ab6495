import type { HistoryEvent } from '../states';
import { versionsIn } from './deploys';

/**
 * From when on no deploy is missing, as far as that is told here: a workload that its cluster counts from 1 is known whole,
 * any other from the oldest of its versions that was kept, or that was seen.
 */
export function countedFrom(
  events: readonly HistoryEvent[],
): string | undefined {
  const known = new Set<string | undefined>();
  let from: string | undefined;
  for (const { at, workload, before, after } of versionsIn(events)) {
    const counted = typeof after?.revision === 'number';
    const begins = !before && after?.revision !== 1;
    // Where nothing is counted, what was seen once is seen from then on.
    if (begins && (counted || !known.has(workload))) {
      from = at;
    }
    known.add(workload);
  }
  return from;
}

/** From when on it is known whether what runs is well; `undefined`: since before all of this. */
export function watchedFrom(
  events: readonly HistoryEvent[],
): string | undefined {
  return events
    .filter(
      ({ kind, aspect, before }) =>
        kind === 'verdict' && aspect === 'deployments' && !before,
    )
    .map(({ at }) => at)
    .sort()
    .at(0);
}
