import {
  postgres,
  postgresBackup,
  scheduledBackup,
  veleroBackup,
  veleroSchedule,
} from '../../../__testUtils__/stores';
import { whose } from '../../../__testUtils__/whose';
import { PrunedObject } from '../kinds';
import {
  pruneScheduledBackup,
  prunePostgresBackup,
  pruneVeleroBackup,
  pruneVeleroSchedule,
} from '../kinds/backups';
import { prunePostgres } from '../kinds/stores';
import { ServiceIndex } from '../ServiceIndex';
import { toBackupFacts } from './backups';
import { ServiceObjects } from './ServiceObjects';

const now = new Date('2026-11-20T12:00:00Z');
const factsOf = (own: PrunedObject[], around: PrunedObject[]) =>
  toBackupFacts(new ServiceObjects(own, around, now))?.backups;

const cluster = prunePostgres(
  postgres({
    firstRecoverabilityPoint: '2026-10-21T03:00:00Z',
    lastSuccessfulBackup: '2026-11-20T03:02:00Z',
  }),
  whose,
)!;

describe('backups that operators take', () => {
  it('are those of a cluster of PostgreSQL, with what it says itself', () => {
    const facts = factsOf(
      [cluster],
      [
        pruneScheduledBackup(scheduledBackup()),
        prunePostgresBackup(postgresBackup('20')),
        prunePostgresBackup(postgresBackup('19', { phase: 'failed' })),
        prunePostgresBackup(postgresBackup('18', { phase: 'running' })),
      ],
    );
    expect(facts).toEqual([
      {
        need: 'db',
        by: 'ScheduledBackup',
        object: 'payments-db-nightly',
        does: 'backup',
        schedule: '0 0 3 * * *',
        suspended: false,
        createdAt: '2026-11-20T10:00:00Z',
        keepSeconds: 30 * 86_400,
        lastSuccessAt: '2026-11-20T03:02:00.000Z',
        nextAt: '2026-11-21T03:00:00Z',
        dueAt: '2026-11-20T03:00:00.000Z',
        everySeconds: 86_400,
        runs: [
          {
            id: 'uid-20',
            object: 'payments-db-20',
            startedAt: '2026-11-20T03:00:00Z',
            endedAt: '2026-11-20T03:02:00Z',
            outcome: 'succeeded',
            oldestAt: '2026-10-21T03:00:00.000Z',
          },
          expect.objectContaining({ outcome: 'failed', reason: 'failed' }),
          expect.objectContaining({ id: 'uid-18', outcome: 'running' }),
        ],
      },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);
  });

  it('are nobody’s where the cluster is another’s', () => {
    const of = { cluster: { name: 'of-another' } };
    expect(
      factsOf([cluster], [pruneScheduledBackup(scheduledBackup(of))]),
    ).toBeUndefined();
  });

  it('are those of Velero, with errors, and until when they are kept', () => {
    const facts = factsOf(
      [],
      [
        pruneVeleroSchedule(veleroSchedule(['payments-dev'])),
        pruneVeleroBackup(
          veleroBackup('20', { phase: 'PartiallyFailed', errors: 2 }),
        ),
        pruneVeleroBackup(veleroBackup('19', { warnings: 1 })),
        pruneVeleroBackup(veleroBackup('18', { phase: 'InProgress' })),
      ],
    );
    expect(facts).toMatchObject([
      {
        need: 'shop',
        by: 'Schedule',
        keepSeconds: 30 * 86_400,
        nextAt: '2026-11-21T04:00:00.000Z',
        runs: [
          {
            outcome: 'failed',
            reason: 'PartiallyFailed',
            errors: 2,
            expiresAt: '2026-12-20T04:00:00Z',
          },
          { outcome: 'succeeded', warnings: 1 },
          { outcome: 'running' },
        ],
      },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/planted|10\.0\.0\.1/);
  });

  it('concern the namespaces that they name, wherever Velero lies', () => {
    const index = new ServiceIndex('eu-1', () => {});
    index.changed(undefined, cluster);
    const [key] = index.all();
    const of = (namespaces?: string[]) => {
      const schedule = pruneVeleroSchedule(veleroSchedule(namespaces));
      index.changed(undefined, schedule);
      const found = toBackupFacts(index.objects(key, now))?.backups.length;
      index.changed(schedule, undefined);
      return found;
    };
    expect(of(['shop', 'payments-dev'])).toBe(1);
    // All of a cluster is nobody's in particular.
    expect(of(['shop'])).toBeUndefined();
    expect(of(['*'])).toBeUndefined();
    expect(of()).toBeUndefined();
    expect(toBackupFacts(index.objects(key, now))).toBeUndefined();
  });
});
