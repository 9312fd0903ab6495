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
    say`Seal ${name} again for this name and namespace, with the certificate of this cluster, and commit it.`,
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

/** What is said of one whose Secret may be there, though it is not what was asked for. */
const obstacles: Record<
  string,
  (secret: SecretFacts) => [Sentence, Sentence?]
> = {
  CannotBeOpened: () => [say`no key of this cluster opens it`],
  SecretInTheWay: ({ name }) => [
    say`a Secret of this name is there that it did not make`,
    say`Delete ${name}, or allow that it is taken over: annotation sealedsecrets.bitnami.com/managed: "true".`,
  ],
  SecretImmutable: ({ name }) => [
    say`the Secret is immutable`,
    say`Delete ${name}; it is made again then.`,
  ],
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
        evidence: syncedAt
          ? say`${by} ${object}: its operator has not looked at what changed in it yet.`
          : say`${by} ${object}: no operator has said anything about it yet.`,
        remedy: say`If it stays so, check that the operator for ${by} runs on this cluster.`,
      },
    ];
  }
  const takers = some([...new Set(users.map(({ workload }) => workload))]);
  const taken = takers ? say`, taken by ${takers}` : '';
  const [gone, write = remedies[by](secret)] =
    absent[reason ?? '']?.(secret) ?? [];
  if (gone) {
    return [
      {
        code: 'secret-absent',
        state: 'failed',
        message: say`Secret ${name} of ${environment} is not there, and its operator is content`,
        evidence: say`${by} ${object}: ${gone}${taken}.`,
        remedy: write,
      },
    ];
  }
  const [why = reason ?? say`not ready`, remedy = remedies[by](secret)] =
    obstacles[reason ?? '']?.(secret) ?? [];
  return [
    {
      code: 'secret-not-synced',
      ...lastKnown(secret, environment),
      evidence: say`${by} ${object}: ${why}${taken}.`,
      remedy,
    },
  ];
}

function lastKnown(
  { name, by, reason, syncedAt }: SecretFacts,
  environment: string,
): Pick<Finding, 'state' | 'message'> {
  // What was brought once is still there.
  if (syncedAt || reason === 'SecretImmutable') {
    return {
      state: 'degraded',
      message: say`Secret ${name} of ${environment} is no longer brought up to date`,
    };
  }
  return {
    state: 'failed',
    message:
      by === 'SealedSecret'
        ? // Its operator forgets what it made of it before.
          say`Secret ${name} of ${environment} cannot be brought as it is in Git`
        : say`Secret ${name} of ${environment} was never brought`,
  };
}
