import type { SecretFacts, SecretsFacts } from '../facts';
import type { SecretsState } from '../states';
import type { RuleContext } from './rule';
import { say, some, type Finding, type Sentence } from './say';
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

const remedies: Record<SecretFacts['by'], (secret: SecretFacts) => Sentence> = {
  ExternalSecret: ({ paths, store }) =>
    say`Check that ${some(paths) || say`its path`} exists${
      store ? say` and that store ${store} may read it` : ''
    }.`,
  SealedSecret: ({ name }) =>
    say`Seal ${name} again with the certificate of this cluster, and commit it.`,
  InfisicalStaticSecret: ({ paths }) =>
    say`Check that ${
      some(paths) || say`its path`
    } exists in the project, and that the machine identity may read it.`,
};

function reasonsOf(
  secret: SecretFacts,
  { environment }: RuleContext,
): Finding[] {
  const { name, by, object, ready, reason, users, syncedAt } = secret;
  if (ready) {
    return [];
  }
  if (secret.waiting) {
    return [
      {
        code: 'secret-waiting',
        state: 'progressing',
        message: say`Secret ${name} of ${environment} is still to be brought`,
        evidence: say`${by} ${object}: no operator has said anything about it yet.`,
        remedy: say`If it stays so, check that the operator for ${by} runs on this cluster.`,
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
        ? say`Secret ${name} of ${environment} is no longer brought up to date`
        : say`Secret ${name} of ${environment} was never brought`,
      evidence: say`${by} ${object}: ${reason ?? say`not ready`}${
        takers ? say`, taken by ${takers}` : ''
      }.`,
      remedy: remedies[by](secret),
    },
  ];
}
