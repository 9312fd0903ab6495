import { seconds } from '@slipway/model';
import { BackupRun } from '@slipway/plugin-slipway-common';
import {
  Pruned,
  Raw,
  anyones,
  array,
  code,
  count,
  optional,
  path,
  present,
  text,
  time,
} from './read';

/** What has an operator take backups again and again. */
export interface PrunedSchedule extends Pruned {
  kind: 'ScheduledBackup' | 'VeleroSchedule';
  schedule: string;
  suspended: boolean;
  /** The cluster of PostgreSQL that is backed up. */
  cluster?: string;
  keepSeconds?: number;
  nextAt?: string;
}

/** One that was taken. */
export interface PrunedBackup extends Pruned {
  kind: 'Backup' | 'VeleroBackup';
  /** Names of what it is of: a cluster of PostgreSQL, or a schedule. */
  of: string;
  run: BackupRun;
}

/** CloudNativePG's. Whose they are follows from the cluster that they name. */
export function pruneScheduledBackup(object: unknown): PrunedSchedule {
  const base = anyones(object);
  const { spec = {}, status = {} } = object as Raw;
  return {
    ...base,
    kind: 'ScheduledBackup',
    schedule: text(spec.schedule) ?? '',
    suspended: spec.suspend === true,
    ...present({
      cluster: path(spec.cluster?.name),
      nextAt: time(status.nextScheduleTime),
    }),
  };
}

export function prunePostgresBackup(object: unknown): PrunedBackup {
  const base = anyones(object);
  const { metadata, spec = {}, status = {} } = object as Raw;
  return {
    ...base,
    kind: 'Backup',
    of: path(spec.cluster?.name) ?? '',
    run: runOf(base, metadata, {
      begun: time(status.startedAt),
      ended: time(status.stoppedAt),
      phase: text(status.phase),
      good: ['completed'],
      bad: ['failed', 'walArchivingFailing'],
    }),
  };
}

/** Velero's. They lie beside Velero, and are of the namespaces that they name; of whole clusters nobody in particular is told. */
export function pruneVeleroSchedule(object: unknown): PrunedSchedule {
  const base = anyones(object);
  const { spec = {} } = object as Raw;
  return {
    ...base,
    kind: 'VeleroSchedule',
    around: namespacesOf(spec.template),
    schedule: text(spec.schedule) ?? '',
    suspended: spec.paused === true,
    ...present({
      keepSeconds: seconds(text(spec.template?.ttl) ?? '') || undefined,
    }),
  };
}

export function pruneVeleroBackup(object: unknown): PrunedBackup {
  const base = anyones(object);
  const { metadata, spec = {}, status = {} } = object as Raw;
  return {
    ...base,
    kind: 'VeleroBackup',
    around: namespacesOf(spec),
    of: path(metadata.labels?.['velero.io/schedule-name']) ?? '',
    run: {
      ...runOf(base, metadata, {
        begun: time(status.startTimestamp),
        ended: time(status.completionTimestamp),
        phase: text(status.phase),
        good: ['Completed'],
        bad: [
          'Failed',
          'PartiallyFailed',
          'FailedValidation',
          'FinalizingPartiallyFailed',
          'WaitingForPluginOperationsPartiallyFailed',
        ],
      }),
      ...present({
        errors: count(status.errors) || undefined,
        warnings: count(status.warnings) || undefined,
        expiresAt: time(status.expiration),
      }),
    },
  };
}

function namespacesOf(template: Raw | undefined): string[] {
  return array(template?.includedNamespaces).flatMap(
    name => (path(name) as string | undefined) ?? [],
  );
}

interface Said {
  begun?: string;
  ended?: string;
  phase?: string;
  good: string[];
  bad: string[];
}

function runOf(
  { name, key, createdAt }: Pruned,
  metadata: Raw,
  { begun, ended, phase = '', good, bad }: Said,
): BackupRun {
  const failed = bad.includes(phase);
  const over = failed || good.includes(phase);
  return {
    id: text(metadata.uid) ?? key,
    object: name,
    startedAt: begun ?? createdAt,
    ...(over && { endedAt: ended ?? begun ?? createdAt }),
    outcome: (failed && 'failed') || (over ? 'succeeded' : 'running'),
    ...(failed && optional('reason', code(phase))),
  };
}
