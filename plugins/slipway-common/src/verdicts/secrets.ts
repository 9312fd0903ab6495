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
    say`Check that ${
      some(paths) || say`its path`
    } exists with every key that is asked of it${
      store ? say`, and that store ${store} is there and may read it` : ''
    }.`,
  SealedSecret: ({ name }) =>
    say`Seal ${name} again with the certificate of this cluster, and commit it.`,
  InfisicalStaticSecret: ({ paths }) =>
    say`Check that ${
      some(paths) || say`its path`
    } exists in the project, and that the machine identity may read it.`,
};

/** What the operator does as it was told to, without a Secret in the end. */
const absent: Record<string, (secret: SecretFacts) => [Sentence, Sentence?]> = {
  SecretDeleted: ({ name, paths }) => [
    say`deleted with its source`,
    say`Write ${
      some(paths) || say`its path`
    } again; ${name} is made from it then.`,
  ],
  SecretMissing: ({ name }) => [
    say`merges into a Secret that nobody made`,
    say`Make ${name}, or let the operator make it: creationPolicy Owner.`,
  ],
  NothingFound: () => [say`found nothing in its store`],
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
  const taken = takers ? say`, taken by ${takers}` : '';
  const [why, remedy = remedies[by](secret)] =
    absent[reason ?? '']?.(secret) ?? [];
  if (why) {
    return [
      {
        code: 'secret-absent',
        state: 'failed',
        message: say`Secret ${name} of ${environment} is not there, and its operator is content`,
        evidence: say`${by} ${object}: ${why}${taken}.`,
        remedy,
      },
    ];
  }
  return [
    {
      code: 'secret-not-synced',
      // What was brought once is still there.
      state: syncedAt ? 'degraded' : 'failed',
      message: syncedAt
        ? say`Secret ${name} of ${environment} is no longer brought up to date`
        : say`Secret ${name} of ${environment} was never brought`,
      evidence: say`${by} ${object}: ${reason ?? say`not ready`}${taken}.`,
      remedy,
    },
  ];
}
