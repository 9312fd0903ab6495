import { Answer, DeploymentState, Verdict, VerdictState } from '../types';
import { reasonOf, type Finding } from './say';

/** From the best to the worst. What nobody knows is worse than what moves, and better than a known trouble. */
const order: VerdictState[] = [
  'healthy',
  'progressing',
  'unknown',
  'degraded',
  'failed',
];

export function worstState(states: VerdictState[]): VerdictState | undefined {
  return states.reduce<VerdictState | undefined>(
    (worst, state) =>
      worst === undefined || order.indexOf(state) > order.indexOf(worst)
        ? state
        : worst,
    undefined,
  );
}

/** The verdict of what was found: without anything all is well, if there was anything to judge. */
export function verdictOf(findings: Finding[], judged: number): Verdict {
  const otherwise = judged > 0 ? 'healthy' : 'unknown';
  return {
    state: worstState(findings.map(({ state }) => state)) ?? otherwise,
    reasons: findings.map(reasonOf),
  };
}

/**
 * The verdict of a service. An environment that could not be read counts as unknown: its last known value
 * must not make the whole look well. One where nothing runs says nothing.
 */
export function overallVerdict(
  environments: { state: Answer<DeploymentState> }[],
): VerdictState {
  const states = environments.flatMap<VerdictState>(({ state }) => {
    if (state.answer === 'data') {
      return [state.value.verdict.state];
    }
    return state.answer === 'absent' ? [] : ['unknown'];
  });
  return worstState(states) ?? 'unknown';
}
