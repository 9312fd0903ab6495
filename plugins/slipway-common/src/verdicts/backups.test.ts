import { BackupRun, BackupSchedule } from '../facts';
import { backupsStateOf } from './backups';

const now = '2026-11-20T12:00:00Z';

const run = (
  endedAt: string,
  outcome: BackupRun['outcome'] = 'succeeded',
  more: Partial<BackupRun> = {},
): BackupRun => ({
  id: endedAt,
  object: `db-backup-${endedAt.slice(8, 10)}`,
  startedAt: endedAt,
  endedAt,
  outcome,
  ...more,
});

/** Nightly at three, done this morning. */
const nightly = (changes: Partial<BackupSchedule> = {}): BackupSchedule => ({
  need: 'db',
  by: 'CronJob',
  object: 'payments-db-backup',
  does: 'backup',
  schedule: '0 3 * * *',
  suspended: false,
  createdAt: '2026-10-01T00:00:00Z',
  objectiveSeconds: 26 * 3600,
  everySeconds: 24 * 3600,
  dueAt: '2026-11-20T03:00:00Z',
  nextAt: '2026-11-21T03:00:00Z',
  runs: [run('2026-11-20T03:01:00Z')],
  ...changes,
});

function judge(backup: BackupSchedule) {
  return backupsStateOf({ backups: [backup] }, { environment: 'prod', now })
    .verdict;
}

describe('backupsStateOf', () => {
  it('says of what an operator takes where to look, in its own words', () => {
    const failed = run('2026-11-20T04:05:00Z', 'failed', {
      reason: 'PartiallyFailed',
      errors: 2,
    });
    const earlier = run('2026-11-19T20:05:00Z');
    const velero = nightly({
      by: 'Schedule',
      object: 'shop',
      runs: [failed, earlier],
    });
    expect(judge(velero).reasons).toMatchObject([
      expect.objectContaining({
        code: 'backup-failed',
        evidence:
          'Backup db-backup-20: 2 errors, PartiallyFailed, last success 2026-11-19 20:05 UTC.',
        remedy:
          'Look at the status of Backup db-backup-20; the next run may mend it.',
      }),
    ]);
    const late = judge({ ...velero, runs: [failed] }).reasons[0];
    expect(late.code).toBe('backup-late');
    expect(late.remedy).not.toContain('kubectl');
  });

  it.each<[string, BackupSchedule, string, string | undefined]>([
    ['done this morning', nightly(), 'healthy', undefined],
    [
      'known only by the memory of the CronJob',
      nightly({ runs: [], lastSuccessAt: '2026-11-20T03:01:00Z' }),
      'healthy',
      undefined,
    ],
    [
      'failed this morning, and done the night before',
      nightly({
        runs: [
          run('2026-11-20T03:01:00Z', 'failed', { exitCode: 1 }),
          run('2026-11-19T13:00:00Z'),
        ],
      }),
      'degraded',
      'backup-failed',
    ],
    [
      'failed, and done again since',
      nightly({
        runs: [
          run('2026-11-20T04:00:00Z'),
          run('2026-11-20T03:01:00Z', 'failed'),
        ],
      }),
      'healthy',
      undefined,
    ],
    [
      'older than it may be',
      nightly({ runs: [run('2026-11-18T03:01:00Z')] }),
      'failed',
      'backup-late',
    ],
    [
      'never done, and there for long',
      nightly({ runs: [] }),
      'failed',
      'backup-late',
    ],
    [
      'there since this morning, first run tomorrow',
      nightly({
        runs: [],
        createdAt: '2026-11-20T09:00:00Z',
      }),
      'progressing',
      'backup-first',
    ],
    [
      'due, and never begun',
      nightly({ runs: [run('2026-11-19T13:00:00Z')] }),
      'degraded',
      'backup-missed',
    ],
    [
      'due just now',
      nightly({
        dueAt: '2026-11-20T11:30:00Z',
        runs: [run('2026-11-20T03:01:00Z')],
      }),
      'healthy',
      undefined,
    ],
    ['suspended', nightly({ suspended: true }), 'degraded', 'backup-suspended'],
    [
      'without an objective, two runs behind',
      nightly({
        objectiveSeconds: undefined,
        runs: [run('2026-11-18T03:01:00Z')],
      }),
      'failed',
      'backup-late',
    ],
    [
      'of a schedule that nobody can read, without an objective',
      nightly({
        objectiveSeconds: undefined,
        everySeconds: undefined,
        dueAt: undefined,
        nextAt: undefined,
        runs: [run('2026-10-18T03:01:00Z')],
      }),
      'healthy',
      undefined,
    ],
    [
      'kept for longer than it is to be',
      nightly({
        keepSeconds: 7 * 86_400,
        runs: [
          run('2026-11-20T03:01:00Z', 'succeeded', {
            oldestAt: '2026-11-01T03:01:00Z',
          }),
        ],
      }),
      'degraded',
      'backup-kept-too-long',
    ],
    [
      'kept for as long as it is to be',
      nightly({
        keepSeconds: 7 * 86_400,
        runs: [
          run('2026-11-20T03:01:00Z', 'succeeded', {
            oldestAt: '2026-11-13T03:01:00Z',
          }),
        ],
      }),
      'healthy',
      undefined,
    ],
    [
      'not restorable in a test',
      nightly({
        verify: {
          object: 'payments-db-verify',
          runs: [run('2026-11-15T05:00:00Z', 'failed', { exitCode: 3 })],
        },
      }),
      'failed',
      'backup-not-restorable',
    ],
  ])('a backup that is %s', (_, backup, state, code) => {
    const verdict = judge(backup);
    expect(verdict.state).toBe(state);
    expect(verdict.reasons[0]?.code).toBe(code);
  });

  it('says how old the last one is, how old it may be, why, and what to do', () => {
    const failed = { exitCode: 1, reason: 'BackoffLimitExceeded' };
    const [reason] = judge(
      nightly({
        runs: [
          run('2026-11-20T03:05:00Z', 'failed', failed),
          run('2026-11-19T03:05:00Z', 'failed', failed),
          run('2026-11-18T03:01:00Z'),
        ],
      }),
    ).reasons;
    expect(reason).toMatchObject({
      code: 'backup-late',
      state: 'failed',
      message:
        'The last backup of db in prod is 2 days old, at most 26 h are allowed',
      evidence:
        'Job db-backup-20: exit 1, BackoffLimitExceeded, 2 runs failed in a row, last success 2026-11-18 03:01 UTC.',
      remedy:
        'Read the log of job db-backup-20, then run one by hand: kubectl create job --from=cronjob/payments-db-backup payments-db-backup-now.',
    });
  });
});
