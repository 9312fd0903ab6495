import type { SecretFacts, SecretsFacts } from '../facts';
import type { SecretsState } from '../states';
import type { Reason } from '../types';
import type { RuleContext } from './rule';
import { some } from './words';
import { verdictOf } from './worst';

/** Whether the operators bring the Secrets that the service takes. */
export function secretsStateOf(
  facts: SecretsFacts,
  context: RuleContext,
): SecretsState {
  const reasons = facts.secrets.flatMap(secret => reasonsOf(secret, context));
  return {
    secrets: facts.secrets,
    verdict: verdictOf(reasons, facts.secrets.length),
  };
}

const remedies: Record<SecretFacts['by'], (secret: SecretFacts) => string> = {
  ExternalSecret: ({ paths, store }) =>
    `Check that ${some(paths) || 'its path'} exists${
      store ? ` and that store ${store} may read it` : ''
    }.`,
  SealedSecret: ({ name }) =>
    `Seal ${name} again with the certificate of this cluster, and commit it.`,
  InfisicalStaticSecret: ({ paths }) =>
    `Check that ${
      some(paths) || 'its path'
    } exists in the project, and that the machine identity may read it.`,
};

function reasonsOf(
  secret: SecretFacts,
  { environment }: RuleContext,
): Reason[] {
  const { name, by, object, ready, reason, users, syncedAt } = secret;
  if (ready) {
    return [];
  }
  if (secret.waiting) {
    return [
      {
        code: 'secret-waiting',
        state: 'progressing',
        message: `secret ${name} of ${environment} is still to be brought`,
        evidence: `${by} ${object}: no operator has said anything about it yet.`,
        remedy: `If it stays so, check that the operator for ${by} runs on this cluster.`,
      },
    ];
  }
  const takers = some([...new Set(users.map(({ workload }) => workload))]);
  return [
    {
      code: 'secret-not-synced',
      // What was brought once is still there.
      state: syncedAt ? 'degraded' : 'failed',
      message: syncedAt
        ? `secret ${name} of ${environment} is no longer brought up to date`
        : `secret ${name} of ${environment} was never brought`,
      evidence: `${by} ${object}: ${reason ?? 'not ready'}${
        takers ? `, taken by ${takers}` : ''
      }.`,
      remedy: remedies[by](secret),
    },
  ];
}
