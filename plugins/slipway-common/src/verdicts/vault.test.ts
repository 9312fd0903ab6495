import type { VaultSecret } from '../facts';
import { vaultStateOf } from './vault';

const context = { environment: 'prod', now: '2026-11-20T12:00:00Z' };

const secret = (more: Partial<VaultSecret> = {}): VaultSecret => ({
  server: 'main',
  mount: 'kv',
  path: 'shop/payments',
  secrets: ['payments-db'],
  known: 'data',
  kv: 2,
  version: 4,
  createdAt: '2026-11-20T10:00:00Z',
  users: [
    {
      workload: 'api',
      as: 'environment',
      oldestPodAt: '2026-11-20T10:30:00Z',
    },
  ],
  ...more,
});

const of = (more: Partial<VaultSecret> = {}) =>
  vaultStateOf({ secrets: [secret(more)] }, context).verdict;

const user = (as: 'environment' | 'files', oldestPodAt?: string) => ({
  users: [{ workload: 'api', as, ...(oldestPodAt && { oldestPodAt }) }],
});

describe('what Vault has', () => {
  it.each<[string, Partial<VaultSecret>, string, string[]]>([
    ['is in use', {}, 'healthy', []],
    ['is not there', { known: 'absent' }, 'failed', ['vault-missing']],
    [
      'is deleted',
      { deletedAt: '2026-11-19T00:00:00Z' },
      'failed',
      ['vault-deleted'],
    ],
    ['is destroyed', { destroyed: true }, 'failed', ['vault-deleted']],
    ['may not be seen', { known: 'denied' }, 'unknown', ['vault-denied']],
    ['ends in a year', { expiresAt: '2027-11-20T00:00:00Z' }, 'healthy', []],
    [
      'ends in a week',
      { expiresAt: '2026-11-27T00:00:00Z' },
      'degraded',
      ['secret-expires'],
    ],
    [
      'has ended',
      { expiresAt: '2026-11-20T11:00:00Z' },
      'failed',
      ['secret-expired'],
    ],
    [
      'is newer than a pod that took it as it started',
      user('environment', '2026-11-20T09:00:00Z'),
      'degraded',
      ['secret-old-version'],
    ],
    [
      'is newer than such a pod, for some minutes',
      {
        createdAt: '2026-11-20T11:50:00Z',
        ...user('environment', '2026-11-20T09:00:00Z'),
      },
      'progressing',
      ['secret-old-version'],
    ],
    [
      'is mounted, and so follows',
      user('files', '2026-11-20T09:00:00Z'),
      'healthy',
      [],
    ],
    ['is taken by nothing that runs', user('environment'), 'healthy', []],
    [
      'keeps no times (KV 1)',
      { kv: 1, version: undefined, createdAt: undefined },
      'healthy',
      [],
    ],
  ])('%s', (_, more, state, codes) => {
    const verdict = of(more);
    expect(verdict.state).toBe(state);
    expect(verdict.reasons.map(({ code }) => code)).toEqual(codes);
    for (const { message, remedy } of verdict.reasons) {
      expect(message).not.toMatch(/\.$/);
      expect(remedy).toMatch(/\.$/);
    }
  });

  it('tells both that it ends and that it is old', () => {
    expect(
      of({
        expiresAt: '2026-11-21T00:00:00Z',
        ...user('environment', '2026-11-20T09:00:00Z'),
      }).reasons,
    ).toHaveLength(2);
  });

  it('says of a folder who does not let it be named: Vault, or the portal', () => {
    const folder = { known: 'denied', named: true, folder: true } as const;
    const said = (more: Partial<VaultSecret>) =>
      of({ ...folder, ...more }).reasons.map(({ evidence }) => evidence);
    expect(said({ permission: 'kv/metadata/shop' })).toEqual([
      'Vault refused kv/metadata/shop.',
    ]);
    expect(said({})).toEqual([
      "The portal's configuration does not let this entity name it.",
    ]);
  });
});
