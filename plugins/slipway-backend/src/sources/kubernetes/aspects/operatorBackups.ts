import { BackupRun, BackupSchedule } from '@slipway/plugin-slipway-common';
import { PrunedBackup, PrunedSchedule } from '../kinds/backups';
import { PrunedStore } from '../kinds/stores';
import { MOST_RUNS, newestFirst } from './runs';
import { timesOf } from './schedule';
import { ServiceObjects } from './ServiceObjects';

const DAY_SECONDS = 86_400;

/** Backups that operators take: CloudNativePG of its clusters, Velero of namespaces. */
export function operatorBackups(objects: ServiceObjects): BackupSchedule[] {
  const schedules = objects.around('ScheduledBackup', 'VeleroSchedule');
  const taken = objects.around('Backup', 'VeleroBackup');
  const clusters = objects
    .of('Cluster', 'Kafka', 'KafkaTopic', 'RabbitmqCluster')
    .filter(({ kind }) => kind === 'Cluster');
  const of = (kind: PrunedBackup['kind'], name: string | undefined) =>
    taken.filter(one => one.kind === kind && one.of === name);
  return schedules.flatMap(schedule => {
    if (schedule.kind === 'VeleroSchedule') {
      const runs = runsOf(of('VeleroBackup', schedule.name));
      return [scheduleOf(schedule, 'Schedule', schedule.name, runs, objects)];
    }
    const cluster = clusters.find(({ name }) => name === schedule.cluster);
    return cluster
      ? [ofCluster(schedule, cluster, of('Backup', cluster.name), objects)]
      : [];
  });
}

function ofCluster(
  schedule: PrunedSchedule,
  { name, need, backups = {} }: PrunedStore,
  taken: PrunedBackup[],
  objects: ServiceObjects,
): BackupSchedule {
  const { keepDays, oldestAt, lastSuccessAt } = backups;
  const runs = runsOf(taken);
  const newest = runs.findIndex(({ outcome }) => outcome === 'succeeded');
  return {
    ...scheduleOf(
      schedule,
      'ScheduledBackup',
      need ?? name,
      // The cluster knows from when on it can be restored; with it the newest one says how much is kept.
      runs.map((run, i) =>
        oldestAt && i === newest ? { ...run, oldestAt } : run,
      ),
      objects,
    ),
    ...(keepDays && { keepSeconds: keepDays * DAY_SECONDS }),
    ...(lastSuccessAt && { lastSuccessAt }),
  };
}

function scheduleOf(
  { name, schedule, suspended, createdAt, keepSeconds, nextAt }: PrunedSchedule,
  by: BackupSchedule['by'],
  need: string,
  runs: BackupRun[],
  { now }: ServiceObjects,
): BackupSchedule {
  return {
    need,
    by,
    object: name,
    does: 'backup',
    schedule,
    suspended,
    createdAt,
    ...(keepSeconds && { keepSeconds }),
    ...timesOf(schedule, undefined, now),
    ...(nextAt && { nextAt }),
    runs,
  };
}

function runsOf(taken: PrunedBackup[]): BackupRun[] {
  return taken
    .map(({ run }) => run)
    .sort(newestFirst)
    .slice(0, MOST_RUNS);
}
