import type { SecretFacts, VaultSecret } from '@slipway/plugin-slipway-common';
import { states } from '../../__testUtils__/states';
import { chainsOf } from './chain';

const NOW = '2026-03-04T10:00:00.000Z';
const before = (days: number) =>
  new Date(Date.parse(NOW) - days * 86_400_000).toISOString();

const [secret] = states.secrets.secrets as SecretFacts[];
const [place] = states.vault.secrets as VaultSecret[];
const { verdict } = states.secrets;

function chain(
  secrets: Partial<SecretFacts> | undefined,
  vault?: Partial<VaultSecret>,
) {
  return chainsOf(
    secrets && { secrets: [{ ...secret, ...secrets }], verdict },
    vault && { secrets: [{ ...place, ...vault }], verdict },
    { now: Date.parse(NOW), dueDays: 14 },
  )[0];
}

const shapes = ({
  source,
  operator,
  secret: made,
  pods,
}: ReturnType<typeof chain>) =>
  [source, operator, made, pods].map(({ shape }) => shape).join(' ');

const user = (days: number, as: 'environment' | 'files' = 'environment') => ({
  workload: 'api',
  as,
  oldestPodAt: before(days),
});

describe('From its source to the pods', () => {
  it.each([
    [
      'all is well',
      { users: [user(1)] },
      { createdAt: before(9) },
      'healthy healthy healthy healthy',
    ],
    ['no pod takes it', {}, {}, 'healthy healthy healthy none'],
    [
      'it ends soon',
      {},
      { expiresAt: before(-3) },
      'degraded healthy healthy none',
    ],
    [
      'it has ended',
      {},
      { expiresAt: before(1) },
      'failed healthy healthy none',
    ],
    [
      'it ends in a year',
      {},
      { expiresAt: before(-365) },
      'healthy healthy healthy none',
    ],
    [
      'Vault has no such path',
      {},
      { known: 'absent' },
      'failed healthy healthy none',
    ],
    [
      'Vault may not be asked',
      {},
      { known: 'denied' },
      'denied healthy healthy none',
    ],
    [
      'its version was deleted',
      {},
      { deletedAt: before(1) },
      'failed healthy healthy none',
    ],
    [
      'a pod runs the old version',
      { users: [user(9)] },
      { createdAt: before(1) },
      'healthy healthy healthy progressing',
    ],
    [
      'mounted files follow',
      { users: [user(9, 'files')] },
      { createdAt: before(1) },
      'healthy healthy healthy healthy',
    ],
    ['it was never brought', { ready: false }, {}, 'healthy failed none none'],
    [
      'it is no longer brought',
      { ready: false, syncedAt: before(1) },
      {},
      'healthy degraded healthy none',
    ],
    [
      'nobody said anything yet',
      { ready: false, waiting: true },
      {},
      'healthy progressing progressing none',
    ],
  ] as [string, Partial<SecretFacts>, Partial<VaultSecret>, string][])(
    '%s',
    (_, secrets, vault, expected) => {
      expect(shapes(chain(secrets, vault))).toBe(expected);
    },
  );

  it('names who still has the old version', () => {
    expect(
      chain({ users: [user(9), user(8)] }, { createdAt: before(1) }).pods,
    ).toMatchObject({ word: 'oldVersion', lagging: ['api'] });
  });

  it('is told without Vault, and by Vault alone', () => {
    expect(chain({ by: 'SealedSecret' })).toMatchObject({
      by: 'SealedSecret',
      operator: { word: 'sealed' },
    });
    expect(chain(undefined, {})).toMatchObject({
      name: 'kv/apps/payments',
      by: 'vault',
    });
  });
});
