import type { CommitsFacts, RunningCommit } from '../facts';
import type { CommitsState } from '../states';
import type { RuleContext } from './rule';
import { say, some } from './say';
import type { Finding, Sentence } from './say';
import { verdictOf } from './worst';

/** Whose change runs. That something newer exists is no trouble: somebody decides when it is delivered. */
export function commitsStateOf(
  facts: CommitsFacts,
  { environment }: RuleContext,
): CommitsState {
  const reasons = [
    ...repositoryReasons(facts),
    ...(facts.known === 'data' ? unknownCommits(facts, environment) : []),
  ];
  const judged = facts.running.filter(({ commit }) => commit).length;
  const { earlier: _, ...now } = facts;
  return { ...now, verdict: verdictOf(reasons, judged) };
}

function repositoryReasons(facts: CommitsFacts): Finding[] {
  const { known, repository = '', permission } = facts;
  const what = permission ?? say`read on its commits`;
  const finding = (
    code: string,
    message: Sentence,
    evidence: Sentence,
    remedy: Sentence,
  ): Finding[] => [{ code, state: 'unknown', message, evidence, remedy }];
  switch (known) {
    case 'denied':
      return finding(
        'repository-denied',
        say`${repository} may not be read, so nobody knows whose change runs`,
        say`It refused ${what}.`,
        say`Give the portal's account ${what}.`,
      );
    case 'absent':
      return finding(
        'repository-missing',
        say`${repository} cannot be found, so nobody knows whose change runs`,
        say`It does not exist, or the portal's account may not know of it.`,
        say`Correct the entity's source location, or let the portal's account read the repository.`,
      );
    case 'unreachable':
      return finding(
        'repository-unreachable',
        say`${repository} does not answer, so nobody knows whose change runs`,
        say`Its host does, for other repositories.`,
        say`Open it: it is asked again by itself.`,
      );
    default:
      return [];
  }
}

function unknownCommits(facts: CommitsFacts, environment: string): Finding[] {
  const missing = facts.running.filter(({ commit }) => !commit);
  return missing.map(({ ref, workloads }) => ({
    code: 'commit-unknown',
    state: 'unknown',
    message: say`${some(
      workloads,
    )} of ${environment} runs commit ${ref}, which its repository does not have`,
    evidence: say`${facts.repository} has no commit ${ref}.`,
    remedy: say`It was built elsewhere, or its history was rewritten: build what runs from this repository.`,
  }));
}

/** How many commits the first is ahead of the second; `undefined` where nobody knows. */
export function commitsAhead(
  first: Pick<RunningCommit, 'behind' | 'more'> | undefined,
  second: Pick<RunningCommit, 'behind' | 'more'> | undefined,
): number | undefined {
  if (
    first?.behind === undefined ||
    second?.behind === undefined ||
    first.more ||
    second.more
  ) {
    return undefined;
  }
  return second.behind - first.behind;
}
