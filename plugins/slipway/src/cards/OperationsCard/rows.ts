import {
  worstState,
  type Answer,
  type EntityState,
  type EnvironmentState,
  type Reason,
  type StateOf,
  type VerdictState,
} from '@slipway/plugin-slipway-common';
import type { Shape } from '../../elements/Verdict';

/** What there is to a service beside what runs, in the order in which it is told. */
export const operations = [
  'delivery',
  'quota',
  'scaling',
  'data',
  'backups',
  'secrets',
  'vault',
  'exposure',
] as const;

export type Operation = (typeof operations)[number];

/** Those of which something is known, or ought to be. */
export function rowsOf({ environments }: EntityState): Operation[] {
  return operations.filter(operation =>
    environments.some(({ [operation]: { answer } }) => answer !== 'absent'),
  );
}

export function shapeOf({
  answer,
  ...rest
}: Answer<StateOf[Operation]>): Shape {
  if (answer === 'data') {
    return (rest as { value: StateOf[Operation] }).value.verdict.state;
  }
  return answer === 'absent' ? 'none' : answer;
}

export interface Told extends Reason {
  environment: string;
}

/** What somebody has to act on, the worst first. */
export function troublesOf({ environments }: EntityState): Told[] {
  const all = environments.flatMap(environment =>
    operations.flatMap(operation => reasonsIn(environment, operation)),
  );
  return (['failed', 'degraded'] as const).flatMap(wanted =>
    all.filter(({ state }) => state === wanted),
  );
}

function reasonsIn(
  environment: EnvironmentState,
  operation: Operation,
): Told[] {
  const answer = environment[operation];
  return answer.answer === 'data'
    ? answer.value.verdict.reasons.map(reason => ({
        ...reason,
        environment: environment.name,
      }))
    : [];
}

/** Permissions that are missing, each once. */
export function missingOf({ environments }: EntityState): string[] {
  return [
    ...new Set(
      environments.flatMap(environment =>
        operations.flatMap(operation => {
          const answer = environment[operation];
          return answer.answer === 'denied' ? [answer.permission] : [];
        }),
      ),
    ),
  ];
}

/** In one word, and what could not be read beside it. */
export function overallOf(value: EntityState): {
  state: VerdictState;
  unread: boolean;
} {
  const answers = value.environments.flatMap(environment =>
    operations.map(operation => environment[operation]),
  );
  const states = answers.flatMap(answer =>
    answer.answer === 'data' ? [answer.value.verdict.state] : [],
  );
  return {
    state: worstState(states.filter(s => s !== 'unknown')) ?? 'unknown',
    unread: answers.some(
      ({ answer }) => answer === 'denied' || answer === 'unreachable',
    ),
  };
}
