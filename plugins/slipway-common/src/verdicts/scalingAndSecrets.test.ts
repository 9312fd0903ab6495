import { ScalerFacts, SecretFacts } from '../facts';
import { scalingStateOf } from './scaling';
import { secretsStateOf } from './secrets';

const context = { environment: 'prod', now: '2026-11-20T12:00:00Z' };

const scaler = (changes: Partial<ScalerFacts> = {}): ScalerFacts => ({
  workload: 'payments',
  by: 'HorizontalPodAutoscaler',
  min: 2,
  max: 10,
  current: 4,
  desired: 4,
  metrics: [{ name: 'cpu', current: 65, target: 70, unit: 'percent' }],
  ...changes,
});

describe('scalingStateOf', () => {
  it.each<[string, ScalerFacts, string, string | undefined]>([
    ['within its bounds', scaler(), 'healthy', undefined],
    [
      'at its ceiling and content',
      scaler({ current: 10, desired: 10 }),
      'healthy',
      undefined,
    ],
    [
      'at its ceiling and in want of more',
      scaler({ current: 10, desired: 10, limited: 'most' }),
      'degraded',
      'scaling-ceiling',
    ],
    [
      'at its floor and content with less',
      scaler({ current: 2, limited: 'fewest' }),
      'healthy',
      undefined,
    ],
    [
      'blind',
      scaler({ inactive: 'FailedGetResourceMetric' }),
      'degraded',
      'scaling-inactive',
    ],
    [
      'idle',
      scaler({ by: 'ScaledObject', min: 0, current: 0, idle: true }),
      'healthy',
      undefined,
    ],
  ])('a workload that is %s', (_, one, state, code) => {
    const { verdict } = scalingStateOf({ scalers: [one] }, context);
    expect(verdict.state).toBe(state);
    expect(verdict.reasons[0]?.code).toBe(code);
  });
});

const secret = (changes: Partial<SecretFacts> = {}): SecretFacts => ({
  name: 'payments-env',
  by: 'ExternalSecret',
  object: 'payments-env',
  store: 'vault',
  paths: ['apps/payments/prod'],
  ready: true,
  users: [{ workload: 'payments', as: 'environment' }],
  ...changes,
});

describe('secretsStateOf', () => {
  it('is content with what is brought', () => {
    expect(secretsStateOf({ secrets: [secret()] }, context).verdict.state).toBe(
      'healthy',
    );
  });

  it('waits for an operator that has not looked yet', () => {
    const { verdict } = secretsStateOf(
      { secrets: [secret({ ready: false, waiting: true })] },
      context,
    );
    expect(verdict).toMatchObject({
      state: 'progressing',
      reasons: [{ code: 'secret-waiting' }],
    });
  });

  it.each<[string, Partial<SecretFacts>, string, string]>([
    ['never', {}, 'failed', 'Secret payments-env of prod was never brought'],
    [
      'once',
      { syncedAt: '2026-11-19T12:00:00Z' },
      'degraded',
      'Secret payments-env of prod is no longer brought up to date',
    ],
  ])('tells of one that was brought %s', (_, changes, state, message) => {
    const { verdict } = secretsStateOf(
      {
        secrets: [
          secret({ ready: false, reason: 'SecretSyncedError', ...changes }),
        ],
      },
      context,
    );
    expect(verdict.reasons).toMatchObject([
      {
        code: 'secret-not-synced',
        state,
        message,
        evidence:
          'ExternalSecret payments-env: SecretSyncedError, taken by payments.',
        remedy:
          'Check that apps/payments/prod exists with every key that is asked of it, and that store vault is there and may read it.',
      },
    ]);
  });

  it.each([
    [
      'SecretDeleted',
      'deleted with its source',
      'Write apps/payments/prod again; payments-env is made from it then.',
    ],
    [
      'SecretMissing',
      'merges into a Secret that nobody made',
      'Make payments-env, or let the operator make it: creationPolicy Owner.',
    ],
    [
      'NothingFound',
      'found nothing in its store',
      'Check that apps/payments/prod exists with every key that is asked of it, and that store vault is there and may read it.',
    ],
  ])('fails where there is none by %s', (reason, why, remedy) => {
    const { verdict } = secretsStateOf(
      { secrets: [secret({ ready: false, reason })] },
      context,
    );
    expect(verdict.reasons).toMatchObject([
      {
        code: 'secret-absent',
        state: 'failed',
        message:
          'Secret payments-env of prod is not there, and its operator is content',
        evidence: `ExternalSecret payments-env: ${why}, taken by payments.`,
        remedy,
      },
    ]);
  });
});
