import type { CommitsFacts, RunningCommit } from '../facts';
import type { CommitsState } from '../states';
import type { Reason } from '../types';
import type { RuleContext } from './rule';
import { some } from './words';
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
  return { ...facts, verdict: verdictOf(reasons, judged) };
}

function repositoryReasons(facts: CommitsFacts): Reason[] {
  const { known, repository, permission = 'read on its commits' } = facts;
  const reason = (
    code: string,
    what: string,
    evidence: string,
    remedy: string,
  ): Reason[] => [
    {
      code,
      state: 'unknown',
      message: `${repository} ${what}, so nobody knows whose change runs`,
      evidence,
      remedy,
    },
  ];
  switch (known) {
    case 'denied':
      return reason(
        'repository-denied',
        'may not be read',
        `It refused ${permission}.`,
        `Give the portal's account ${permission}.`,
      );
    case 'absent':
      return reason(
        'repository-missing',
        'cannot be found',
        "It does not exist, or the portal's account may not know of it.",
        "Correct the entity's source location, or let the portal's account read the repository.",
      );
    case 'unreachable':
      return reason(
        'repository-unreachable',
        'does not answer',
        'Its host does, for other repositories.',
        'Open it: it is asked again by itself.',
      );
    default:
      return [];
  }
}

function unknownCommits(facts: CommitsFacts, environment: string): Reason[] {
  const missing = facts.running.filter(({ commit }) => !commit);
  return missing.map(({ ref, workloads }) => ({
    code: 'commit-unknown',
    state: 'unknown',
    message: `${some(
      workloads,
    )} of ${environment} runs commit ${ref}, which its repository does not have`,
    evidence: `${facts.repository} has no commit ${ref}.`,
    remedy:
      'It was built elsewhere, or its history was rewritten: build what runs from this repository.',
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
