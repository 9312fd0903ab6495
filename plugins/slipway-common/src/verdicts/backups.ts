import type { BackupFacts, BackupRun, BackupSchedule } from '../facts';
import type { BackupsState } from '../states';
import type { Reason } from '../types';
import { plural } from './rule';
import type { RuleContext } from './rule';
import { minuteOf, readableSpan, secondsBetween } from './words';
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
function takenInTime(backup: BackupSchedule, context: RuleContext): Reason[] {
  const { environment, now } = context;
  const { need, by, object, suspended, createdAt, nextAt } = backup;
  const last = lastSuccessOf(backup);
  const failed = failedSince(backup, last);
  const what = `${need} in ${environment}`;
  const allowed = objectiveOf(backup);
  const age = secondsBetween(last ?? createdAt, now);
  if (suspended) {
    return [
      {
        code: 'backup-suspended',
        state: 'degraded',
        message: `no backups of ${what} are taken: they are suspended`,
        evidence: `${by} ${object}: suspended${lastWords(last)}.`,
        remedy: `Find out who suspended it and why, and resume ${by} ${object}.`,
      },
    ];
  }
  if (allowed !== undefined && age > allowed) {
    return [
      {
        code: 'backup-late',
        state: 'failed',
        message: last
          ? `the last backup of ${what} is ${readableSpan(
              age,
            )} old, at most ${readableSpan(allowed)} are allowed`
          : `${what} has never been backed up`,
        evidence: evidenceOf(backup, last, failed),
        remedy: failed.length
          ? `${lookAt(backup, failed[0])}, then run one by hand${
              by === 'CronJob'
                ? `: kubectl create job --from=cronjob/${object} ${object}-now`
                : ''
            }.`
          : `Look at the events of ${by} ${object}: no run was started, or none came to an end.`,
      },
    ];
  }
  if (failed.length > 0) {
    return [
      {
        code: 'backup-failed',
        state: 'degraded',
        message: `the last backup of ${what} failed`,
        evidence: evidenceOf(backup, last, failed),
        remedy: `${lookAt(backup, failed[0])}${
          nextAt ? '; the next run may mend it' : ''
        }.`,
      },
    ];
  }
  if (missed(backup, context)) {
    return [
      {
        code: 'backup-missed',
        state: 'degraded',
        message: `a backup of ${what} that was due did not begin`,
        evidence: `${by} ${object}: due ${minuteOf(backup.dueAt!)}${lastWords(
          last,
        )}.`,
        remedy: `Look at the events of ${by} ${object}.`,
      },
    ];
  }
  return last
    ? []
    : [
        {
          code: 'backup-first',
          state: 'progressing',
          message: `the first backup of ${what} is still to come`,
          evidence: `${by} ${object}: ${
            nextAt ? `next run ${minuteOf(nextAt)}` : backup.schedule
          }.`,
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
): Reason[] {
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
          message: `backups of ${need} in ${environment} are kept for longer than ${readableSpan(
            keepSeconds,
          )}`,
          evidence: `The oldest is from ${oldestAt.slice(0, 10)}.`,
          remedy: `Check that the account of ${by} ${object} may delete in the store.`,
        },
      ];
}

/** A backup that cannot be restored is none. */
function restorable(
  { need, verify }: BackupSchedule,
  { environment }: RuleContext,
): Reason[] {
  const failed = verify && failedSince(verify, lastSuccessOf(verify));
  return failed?.length
    ? [
        {
          code: 'backup-not-restorable',
          state: 'failed',
          message: `the newest backup of ${need} in ${environment} could not be restored in a test`,
          evidence: `Job ${failed[0].object}: ${ending(failed[0])}.`,
          remedy: `Read the log of job ${failed[0].object}, and keep older backups until one passes.`,
        },
      ]
    : [];
}

function evidenceOf(
  { by, object }: BackupSchedule,
  last: string | undefined,
  failed: BackupRun[],
): string {
  const ends = failed.length
    ? `${by === 'CronJob' ? 'Job' : 'Backup'} ${failed[0].object}: ${ending(
        failed[0],
      )}${failed.length > 1 ? `, ${failed.length} runs failed in a row` : ''}`
    : `${by} ${object}: no run since`;
  return `${ends}${lastWords(last)}.`;
}

function lookAt({ by }: BackupSchedule, { object }: BackupRun): string {
  return by === 'CronJob'
    ? `Read the log of job ${object}`
    : `Look at the status of Backup ${object}`;
}

function ending({ reason, exitCode, errors }: BackupRun): string {
  const words = [
    ...(errors ? [plural(errors, 'error')] : []),
    ...(exitCode === undefined ? [] : [`exit ${exitCode}`]),
    ...(reason ? [reason] : []),
  ];
  return words.join(', ') || 'failed';
}

function lastWords(last: string | undefined): string {
  return last ? `, last success ${minuteOf(last)}` : ', no success is known';
}
