import type { BackupSchedule, CertificateFacts, VaultSecret } from '../facts';
import { dueOf } from './due';
import { stateOf } from './stateOf';

const context = { environment: 'prod', now: '2026-11-20T10:00:00Z' };

const certificate = (
  changes: Partial<CertificateFacts> = {},
): CertificateFacts => ({
  name: 'payments',
  secret: 'payments-tls',
  hosts: ['a.example', 'b.example', 'c.example', 'd.example'],
  ready: true,
  endsAt: '2027-02-01T00:00:00Z',
  renewsAt: '2027-01-02T00:00:00Z',
  ...changes,
});

const secret = (changes: Partial<VaultSecret> = {}): VaultSecret => ({
  server: 'main',
  mount: 'secret',
  path: 'shop/db',
  secrets: ['payments-db'],
  known: 'data',
  kv: 2,
  expiresAt: '2027-01-01T00:00:00Z',
  users: [],
  ...changes,
});

const backup = (changes: Partial<BackupSchedule> = {}): BackupSchedule => ({
  need: 'db',
  by: 'CronJob',
  object: 'payments-db-backup',
  does: 'backup',
  schedule: '0 3 * * *',
  suspended: false,
  createdAt: '2026-11-01T00:00:00Z',
  objectiveSeconds: 26 * 3600,
  nextAt: '2026-11-21T03:00:00Z',
  lastSuccessAt: '2026-11-20T03:00:00Z',
  runs: [],
  ...changes,
});

const certificates = (...all: CertificateFacts[]) =>
  dueOf(
    'exposure',
    stateOf('exposure', { routes: [], certificates: all }, context),
    context,
  );
const secrets = (...all: VaultSecret[]) =>
  dueOf('vault', stateOf('vault', { secrets: all }, context), context);
const backups = (...all: BackupSchedule[]) =>
  dueOf('backups', stateOf('backups', { backups: all }, context), context);

describe('What ends', () => {
  it('is each certificate with its end, and what to do where it was not renewed', () => {
    expect(
      certificates(
        certificate(),
        certificate({ name: 'late', endsAt: '2026-11-23T00:00:00Z' }),
        certificate({ name: 'new', endsAt: undefined }),
      ),
    ).toEqual([
      {
        kind: 'certificate',
        name: 'payments',
        hosts: ['a.example', 'b.example', 'c.example'],
        at: '2027-02-01T00:00:00Z',
        renewsAt: '2027-01-02T00:00:00Z',
        state: 'healthy',
      },
      expect.objectContaining({
        name: 'late',
        state: 'degraded',
        remedy: expect.stringMatching(/CertificateRequest and Order of late/),
        words: { remedy: expect.arrayContaining(['late']) },
      }),
    ]);
  });

  it('is each secret whose end Vault tells, also one that has ended', () => {
    expect(
      secrets(
        secret(),
        secret({ path: 'over', expiresAt: '2026-11-19T00:00:00Z' }),
        secret({ path: 'endless', expiresAt: undefined }),
      ),
    ).toEqual([
      {
        kind: 'secret',
        name: 'secret/shop/db',
        at: '2027-01-01T00:00:00Z',
        state: 'healthy',
      },
      expect.objectContaining({
        name: 'secret/over',
        state: 'failed',
        remedy: expect.stringMatching(/^Issue it anew/),
      }),
    ]);
  });

  it.each<[string, Partial<BackupSchedule>, object[]]>([
    ['its next run comes in time', {}, []],
    [
      'its next run comes too late',
      { nextAt: '2026-11-27T03:00:00Z' },
      [
        {
          at: '2026-11-21T05:00:00.000Z',
          nextAt: '2026-11-27T03:00:00Z',
          state: 'healthy',
        },
      ],
    ],
    [
      'it is too old already',
      { lastSuccessAt: '2026-11-18T03:00:00Z' },
      [{ at: '2026-11-19T05:00:00.000Z', state: 'failed' }],
    ],
    [
      'it is suspended',
      { suspended: true },
      [{ at: '2026-11-21T05:00:00.000Z', state: 'degraded' }],
    ],
    [
      'it never was, and has time yet',
      { lastSuccessAt: undefined, createdAt: '2026-11-20T09:00:00Z' },
      [],
    ],
    ['nobody says how old it may be', { objectiveSeconds: undefined }, []],
  ])('of a backup where %s: %j', (_, changes, expected) => {
    expect(backups(backup(changes))).toEqual(
      expected.map(one =>
        expect.objectContaining({ kind: 'backup', name: 'db', ...one }),
      ),
    );
    // Nobody begins it by itself.
    expect(backups(backup({ suspended: true }))[0]).not.toHaveProperty(
      'nextAt',
    );
  });
});
