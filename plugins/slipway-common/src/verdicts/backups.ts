import type { BackupFacts, BackupRun, BackupSchedule } from '../facts';
import type { BackupsState } from '../states';
import type { RuleContext } from './rule';
import { day, list, minute, say, span } from './say';
import type { Finding, Said, Sayable, Sentence } from './say';
import { secondsBetween } from './words';
import { verdictOf } from './worst';

/** A run may wait for a node, and takes its time. */
const GRACE_SECONDS = 3600;

/** Whether everything that is to be backed up was, in time. */
export function backupsStateOf(
  facts: BackupFacts,
  context: RuleContext,
): BackupsState {
  const { backups } = facts;
  const reasons = backups.flatMap(backup => [
    ...takenInTime(backup, context),
    ...kept(backup, context),
    ...restorable(backup, context),
  ]);
  return { backups, verdict: verdictOf(reasons, backups.length) };
}

/** The first that applies: a cause explains what comes after it. */
export function takenInTime(
  backup: BackupSchedule,
  context: RuleContext,
): Finding[] {
  const { environment, now } = context;
  const { need, by, object, suspended, createdAt, nextAt } = backup;
  const last = lastSuccessOf(backup);
  const failed = failedSince(backup, last);
  const what = say`${need} in ${environment}`;
  const allowed = objectiveOf(backup);
  const age = secondsBetween(last ?? createdAt, now);
  if (suspended) {
    return [
      {
        code: 'backup-suspended',
        state: 'degraded',
        message: say`No backups of ${what} are taken: they are suspended`,
        evidence: told(by, object, say`suspended`, lastWords(last)),
        remedy: say`Find out who suspended it and why, and resume ${by} ${object}.`,
      },
    ];
  }
  if (allowed !== undefined && age > allowed) {
    return [
      {
        code: 'backup-late',
        state: 'failed',
        message: last
          ? say`The last backup of ${what} is ${span(age)} old, at most ${span(
              allowed,
            )} are allowed`
          : say`${what} has never been backed up`,
        evidence: evidenceOf(backup, last, failed),
        remedy: failed.length
          ? byHand(backup, failed[0])
          : say`Look at the events of ${by} ${object}: no run was started, or none came to an end.`,
      },
    ];
  }
  if (failed.length > 0) {
    return [
      {
        code: 'backup-failed',
        state: 'degraded',
        message: say`The last backup of ${what} failed`,
        evidence: evidenceOf(backup, last, failed),
        remedy: nextAt
          ? say`${lookAt(backup, failed[0])}; the next run may mend it.`
          : say`${lookAt(backup, failed[0])}.`,
      },
    ];
  }
  if (missed(backup, context)) {
    return [
      {
        code: 'backup-missed',
        state: 'degraded',
        message: say`A backup of ${what} that was due did not begin`,
        evidence: told(
          by,
          object,
          say`due ${minute(backup.dueAt!)}`,
          lastWords(last),
        ),
        remedy: say`Look at the events of ${by} ${object}.`,
      },
    ];
  }
  return last
    ? []
    : [
        {
          code: 'backup-first',
          state: 'progressing',
          message: say`The first backup of ${what} is still to come`,
          evidence: told(
            by,
            object,
            nextAt ? say`next run ${minute(nextAt)}` : backup.schedule,
          ),
        },
      ];
}

/** Twice as long as from one run to the next, where nobody said how old it may be. */
export function objectiveOf(backup: BackupSchedule): number | undefined {
  const { objectiveSeconds, everySeconds } = backup;
  return (
    objectiveSeconds ??
    (everySeconds === undefined ? undefined : 2 * everySeconds + GRACE_SECONDS)
  );
}

/** The cluster's own memory of the last success outlives the run that it is about, and may lag behind it. */
export function lastSuccessOf({
  lastSuccessAt,
  runs,
}: Pick<BackupSchedule, 'lastSuccessAt' | 'runs'>): string | undefined {
  const ends = runs.flatMap(({ outcome, endedAt }) =>
    outcome === 'succeeded' && endedAt ? [endedAt] : [],
  );
  return [...ends, ...(lastSuccessAt ? [lastSuccessAt] : [])]
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
}

/** Newest first. */
function failedSince(
  { runs }: Pick<BackupSchedule, 'runs'>,
  last: string | undefined,
): BackupRun[] {
  return runs.filter(
    ({ outcome, endedAt, startedAt }) =>
      outcome === 'failed' &&
      (!last || secondsBetween(last, endedAt ?? startedAt) > 0),
  );
}

function missed(
  { dueAt, runs, createdAt, lastSuccessAt }: BackupSchedule,
  { now }: RuleContext,
): boolean {
  if (!dueAt || secondsBetween(dueAt, now) < GRACE_SECONDS) {
    return false;
  }
  const began = [
    ...runs.map(({ startedAt }) => startedAt),
    ...(lastSuccessAt ? [lastSuccessAt] : []),
  ];
  return (
    secondsBetween(createdAt, dueAt) > 0 &&
    began.every(at => secondsBetween(dueAt, at) < 0)
  );
}

/** What is too old is to go: it costs, and may hold what somebody had the right to have deleted. */
function kept(
  { need, by, object, keepSeconds, everySeconds, runs }: BackupSchedule,
  { environment }: RuleContext,
): Finding[] {
  const newest = runs.find(({ outcome }) => outcome === 'succeeded');
  const { oldestAt, endedAt } = newest ?? {};
  if (!keepSeconds || !oldestAt || !endedAt) {
    return [];
  }
  const age = secondsBetween(oldestAt, endedAt);
  const slack = (everySeconds ?? 0) + GRACE_SECONDS;
  return age <= keepSeconds + slack
    ? []
    : [
        {
          code: 'backup-kept-too-long',
          state: 'degraded',
          message: say`Backups of ${need} in ${environment} are kept for longer than ${span(
            keepSeconds,
          )}`,
          evidence: say`The oldest is from ${day(oldestAt)}.`,
          remedy: say`Check that the account of ${by} ${object} may delete in the store.`,
        },
      ];
}

/** A backup that cannot be restored is none. */
function restorable(
  { need, verify }: BackupSchedule,
  { environment }: RuleContext,
): Finding[] {
  const failed = verify && failedSince(verify, lastSuccessOf(verify));
  return failed?.length
    ? [
        {
          code: 'backup-not-restorable',
          state: 'failed',
          message: say`The newest backup of ${need} in ${environment} could not be restored in a test`,
          evidence: told('Job', failed[0].object, ending(failed[0])),
          remedy: say`Read the log of job ${failed[0].object}, and keep older backups until one passes.`,
        },
      ]
    : [];
}

function evidenceOf(
  { by, object }: BackupSchedule,
  last: string | undefined,
  failed: BackupRun[],
): Sentence {
  const [newest] = failed;
  if (!newest) {
    return told(by, object, say`no run since`, lastWords(last));
  }
  return told(
    by === 'CronJob' ? 'Job' : 'Backup',
    newest.object,
    ending(newest),
    ...(failed.length > 1 ? [say`${failed.length} runs failed in a row`] : []),
    lastWords(last),
  );
}

function told(kind: string, object: string, ...what: Sayable[]): Sentence {
  return say`${kind} ${object}: ${list(what)}.`;
}

function byHand(backup: BackupSchedule, run: BackupRun): Sentence {
  const { by, object } = backup;
  return by === 'CronJob'
    ? say`${lookAt(
        backup,
        run,
      )}, then run one by hand: kubectl create job --from=cronjob/${object} ${object}-now.`
    : say`${lookAt(backup, run)}, then run one by hand.`;
}

function lookAt({ by }: BackupSchedule, { object }: BackupRun): Sentence {
  return by === 'CronJob'
    ? say`Read the log of job ${object}`
    : say`Look at the status of Backup ${object}`;
}

function ending({ reason, exitCode, errors }: BackupRun): Said {
  const words = [
    ...(errors ? [errorsOf(errors)] : []),
    ...(exitCode === undefined ? [] : [say`exit ${exitCode}`]),
    ...(reason ? [reason] : []),
  ];
  return list(words) || say`failed`;
}

function errorsOf(count: number): Sentence {
  return count === 1 ? say`${count} error` : say`${count} errors`;
}

function lastWords(last: string | undefined): Sentence {
  return last ? say`last success ${minute(last)}` : say`no success is known`;
}
