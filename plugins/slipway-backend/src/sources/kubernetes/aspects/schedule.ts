import { CronExpressionParser } from 'cron-parser';

export interface Times {
  /** When it is due next, and when it was due last. */
  nextAt: string;
  dueAt: string;
  /** Between these two. */
  everySeconds: number;
}

/** When a schedule comes due around a time; `undefined` for one that never does, or that nobody can read. */
export function timesOf(
  schedule: string,
  timeZone: string | undefined,
  now: Date,
): Times | undefined {
  try {
    const at = (move: 'next' | 'prev') =>
      CronExpressionParser.parse(schedule, {
        currentDate: now,
        // Where no zone is given the cluster's controller decides, which is UTC nearly everywhere.
        tz: timeZone ?? 'Etc/UTC',
      })
        [move]()
        .toDate();
    const next = at('next');
    const due = at('prev');
    return {
      nextAt: next.toISOString(),
      dueAt: due.toISOString(),
      everySeconds: Math.round((next.getTime() - due.getTime()) / 1000),
    };
  } catch {
    return undefined;
  }
}
