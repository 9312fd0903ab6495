import type { BackupRun, HistoryEvent } from '@slipway/plugin-slipway-common';

type Run = Pick<BackupRun, 'startedAt' | 'endedAt' | 'outcome' | 'bytes'>;

const outcomes = ['running', 'succeeded', 'failed'] as const;

const text = (value: unknown) =>
  typeof value === 'string' ? value : undefined;
const number = (value: unknown) =>
  typeof value === 'number' ? value : undefined;

/** The runs that the history remembers of a need, which are more than a cluster keeps. */
export function runsIn(
  events: readonly HistoryEvent[],
  { environment, need }: { environment: string; need: string },
): Run[] {
  return events
    .filter(
      ({ kind, environment: where, after }) =>
        kind === 'backup' &&
        after?.need === need &&
        (environment === where || environment.startsWith(`${where} (`)),
    )
    .map(({ at, after = {} }) => ({
      startedAt: text(after.startedAt) ?? at,
      endedAt: text(after.endedAt) ?? at,
      outcome: outcomes.find(one => one === after.outcome) ?? 'succeeded',
      bytes: number(after.bytes),
    }));
}

/** The last so many, the oldest first, each once. */
export function lastRuns(most: number, ...sources: readonly Run[][]): Run[] {
  const runs = new Map(
    sources.flat().map(run => [Date.parse(run.startedAt), run]),
  );
  return [...runs.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, run]) => run)
    .slice(-most);
}

export function secondsOf({ startedAt, endedAt }: Run): number | undefined {
  return endedAt === undefined
    ? undefined
    : Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}

/** Each against the largest: heights of a strip. */
export function heightsOf(
  values: (number | undefined)[],
): (number | undefined)[] {
  const largest = Math.max(0, ...values.map(value => value ?? 0));
  return values.map(value =>
    value === undefined || largest <= 0 ? undefined : value / largest,
  );
}
