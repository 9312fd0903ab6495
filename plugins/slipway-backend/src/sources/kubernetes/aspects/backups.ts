import {
  BackupFacts,
  BackupRun,
  BackupSchedule,
} from '@slipway/plugin-slipway-common';
import { PrunedCronJob, PrunedJob } from '../kinds/jobs';
import { PrunedPod } from '../kinds/workloads';
import { operatorBackups } from './operatorBackups';
import { MOST_RUNS, newestFirst } from './runs';
import { timesOf } from './schedule';
import { ServiceObjects } from './ServiceObjects';

/** What is backed up, when, and how it went; `undefined` when nothing is. */
export function toBackupFacts(
  objects: ServiceObjects,
): BackupFacts | undefined {
  const jobs = objects.of('CronJob');
  const backups = jobs
    .filter(({ run }) => run === 'backup' || run === 'mirror')
    .map(backup => scheduleOf(backup, jobs, objects));
  const all = [...backups, ...operatorBackups(objects)];
  return all.length > 0 ? { backups: all } : undefined;
}

function scheduleOf(
  backup: PrunedCronJob,
  all: PrunedCronJob[],
  objects: ServiceObjects,
): BackupSchedule {
  const beside = (run: PrunedCronJob['run']) =>
    all.find(other => other.run === run && other.need === backup.need);
  const verify = beside('verify');
  const restore = beside('restore');
  const { need, name, run, schedule, timeZone, suspended, createdAt } = backup;
  const { objectiveSeconds, keepSeconds, lastSuccessAt } = backup;
  return {
    need: need ?? name,
    by: 'CronJob',
    object: name,
    does: run === 'mirror' ? 'mirror' : 'backup',
    schedule,
    ...(timeZone && { timeZone }),
    suspended,
    createdAt,
    ...(objectiveSeconds && { objectiveSeconds }),
    ...(keepSeconds && { keepSeconds }),
    ...(lastSuccessAt && { lastSuccessAt }),
    ...timesOf(schedule, timeZone, objects.now),
    runs: runsOf(backup, objects),
    ...(verify && {
      verify: {
        object: verify.name,
        ...(verify.lastSuccessAt && { lastSuccessAt: verify.lastSuccessAt }),
        runs: runsOf(verify, objects),
      },
    }),
    ...(restore && {
      restore: { object: restore.name, runs: runsOf(restore, objects) },
    }),
  };
}

function runsOf({ name }: PrunedCronJob, objects: ServiceObjects): BackupRun[] {
  return objects
    .of('Job')
    .filter(({ owner }) => owner === name)
    .sort(newestFirst)
    .slice(0, MOST_RUNS)
    .map(job => runOf(job, objects.of('Pod')));
}

function runOf(job: PrunedJob, all: PrunedPod[]): BackupRun {
  const pods = all.filter(({ owner }) => owner === job.name);
  const report = pods.find(pod => pod.report)?.report;
  const ended = pods
    .flatMap(({ containers }) => containers)
    .find(container => (container.ended?.exitCode ?? 0) !== 0)?.ended;
  const failed = job.outcome === 'failed';
  const oldestAt = timeIn(report?.oldest);
  return {
    id: job.uid,
    object: job.name,
    startedAt: job.startedAt,
    ...(job.endedAt && { endedAt: job.endedAt }),
    outcome: job.outcome,
    ...(failed && job.reason && { reason: job.reason }),
    ...(failed && ended && { exitCode: ended.exitCode }),
    ...(report && { bytes: report.bytes }),
    ...(report?.count !== undefined && { count: report.count }),
    ...(oldestAt && { oldestAt }),
  };
}

/** Backups are named by the time at which they were taken: `…/2026-11-20T03-01-12Z.dump`. */
function timeIn(name: string | undefined): string | undefined {
  const [, day, h, m, s] =
    /(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z/.exec(name ?? '') ?? [];
  const time = day && `${day}T${h}:${m}:${s}Z`;
  return time && Number.isFinite(Date.parse(time)) ? time : undefined;
}
