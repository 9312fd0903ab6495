export interface BackupFacts {
  backups: BackupSchedule[];
}

/** Something that takes backups of one need again and again. */
export interface BackupSchedule {
  /** The need's name in the spec, or else the object's. */
  need: string;
  by: 'CronJob' | 'ScheduledBackup' | 'Schedule';
  object: string;
  does: 'backup' | 'mirror';
  schedule: string;
  timeZone?: string;
  suspended: boolean;
  createdAt: string;
  /** How old the newest backup may be at most, if somebody said. */
  objectiveSeconds?: number;
  /** How long one is kept, if somebody said. */
  keepSeconds?: number;
  /** When the next run is due, and when the newest one should have begun. */
  nextAt?: string;
  dueAt?: string;
  /** Between two runs. */
  everySeconds?: number;
  /** The cluster remembers it longer than the run itself. */
  lastSuccessAt?: string;
  /** Newest first, as far as the cluster remembers. */
  runs: BackupRun[];
  /** The test that a backup can be restored. */
  verify?: { object: string; lastSuccessAt?: string; runs: BackupRun[] };
  /** The job on the shelf that restores, and when somebody last took it. */
  restore?: { object: string; runs: BackupRun[] };
}

export interface BackupRun {
  /** Unique in its cluster. */
  id: string;
  object: string;
  startedAt: string;
  endedAt?: string;
  outcome: 'running' | 'succeeded' | 'failed';
  /** Why it failed, as a reason code. */
  reason?: string;
  exitCode?: number;
  /** What went wrong in it, where it is counted. */
  errors?: number;
  warnings?: number;
  /** When it is deleted. */
  expiresAt?: string;
  /** What the run said itself. */
  bytes?: number;
  count?: number;
  /** When the oldest backup that is kept was taken, where its name tells. */
  oldestAt?: string;
}
