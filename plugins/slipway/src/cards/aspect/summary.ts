import {
  knownIn,
  worstState,
  type Answer,
  type EntityAspect,
  type Reason,
  type Verdict,
} from '@slipway/plugin-slipway-common';
import type { Shape } from '../../elements/Verdict';
import type { Seen } from '../../hooks/useEntityState';

export type Environments<A extends EntityAspect> = readonly Seen<A>[];

/** Something that the rules say, and of which environment. */
export interface Told extends Reason {
  environment: string;
  aspect: EntityAspect;
}

interface Unread {
  environment: string;
  since: string;
  lastKnownAt?: string;
}

export interface Denied extends Unread {
  permission: string;
}

export interface Unreachable extends Unread {
  reason: string;
  nextTry?: string;
}

export interface Summary {
  /** `none`: there is nothing of it in any environment. */
  shape: Shape;
  /** What somebody has to act on, the worst first. */
  troubles: Told[];
  /** What moves by itself, and what nobody can tell. */
  others: Told[];
  denied: Denied[];
  unreachable: Unreachable[];
  /** What nobody could read yet since the portal started. */
  starting: Unread[];
  /** Of the oldest that is fresh: no part is older. */
  at?: string;
}

type Judged = Answer<{ verdict: Verdict }>;

/** Every aspect has a verdict, whatever else it says. */
function judgedIn(environment: object, aspect: EntityAspect): Judged {
  return (environment as Record<EntityAspect, Judged>)[aspect];
}

/** What some aspects of a service come to, wherever it runs. */
export function summaryOf<A extends EntityAspect>(
  environments: Environments<A>,
  aspects: readonly A[],
): Summary {
  const answers = environments.flatMap(environment =>
    aspects.map(aspect => ({
      environment: environment.name,
      aspect,
      answer: judgedIn(environment, aspect),
    })),
  );
  const fresh = answers.flatMap(({ answer, environment, aspect }) =>
    answer.answer === 'data'
      ? [{ environment, aspect, value: answer.value, at: answer.at }]
      : [],
  );
  const order = environments.map(({ name }) => name);
  // Of what is as bad the environment nearest to the users is told of first, as it is shown.
  const reasons = fresh
    .flatMap<Told>(({ environment, aspect, value }) =>
      value.verdict.reasons.map(reason => ({ ...reason, environment, aspect })),
    )
    .sort(
      (a, b) => order.indexOf(b.environment) - order.indexOf(a.environment),
    );
  const by = (...states: Reason['state'][]) =>
    states.flatMap(wanted => reasons.filter(({ state }) => state === wanted));
  const summary = {
    troubles: by('failed', 'degraded'),
    others: by('progressing', 'unknown'),
    denied: answers.flatMap<Denied>(({ environment, answer }) =>
      answer.answer === 'denied'
        ? [
            {
              environment,
              since: answer.since,
              permission: answer.permission,
              ...lastKnown(answer),
            },
          ]
        : [],
    ),
    unreachable: answers.flatMap<Unreachable>(({ environment, answer }) =>
      answer.answer === 'unreachable' && !answer.starting
        ? [
            {
              environment,
              since: answer.since,
              reason: answer.reason,
              ...(answer.nextTry && { nextTry: answer.nextTry }),
              ...lastKnown(answer),
            },
          ]
        : [],
    ),
    starting: answers.flatMap<Unread>(({ environment, answer }) =>
      answer.answer === 'unreachable' && answer.starting
        ? [{ environment, since: answer.since, ...lastKnown(answer) }]
        : [],
    ),
  };
  const at = fresh.map(one => one.at).sort()[0];
  const states = fresh.map(({ value }) => value.verdict.state);
  return {
    ...summary,
    shape: shapeOf(worstState(states), summary),
    ...(at && { at }),
  };
}

function shapeOf(
  state: Verdict['state'] | undefined,
  {
    denied,
    unreachable,
    starting,
  }: Pick<Summary, 'denied' | 'unreachable' | 'starting'>,
): Shape {
  if (state === 'failed' || state === 'degraded') {
    return state;
  }
  if (unreachable.length > 0) {
    return 'unreachable';
  }
  if (denied.length > 0) {
    return 'denied';
  }
  if (starting.length > 0) {
    return 'progressing';
  }
  return state ?? 'none';
}

function lastKnown(answer: { lastKnown?: { at: string } }) {
  return answer.lastKnown ? { lastKnownAt: answer.lastKnown.at } : {};
}

const rank = { failed: 2, degraded: 1 } as Partial<
  Record<Verdict['state'], number>
>;

/** The environment that a small card is about: the worst, and of what is as bad the one nearest to the users. */
export function focusOf<E extends object>(
  environments: readonly E[],
  aspect: EntityAspect & keyof E,
): E | undefined {
  const badness = (environment: E) => {
    const answer = judgedIn(environment, aspect);
    return answer.answer === 'data' ? rank[answer.value.verdict.state] ?? 0 : 0;
  };
  return environments
    .filter(environment => knownIn(judgedIn(environment, aspect)))
    .reduce<E | undefined>(
      (worst, one) =>
        worst === undefined || badness(one) >= badness(worst) ? one : worst,
      undefined,
    );
}

/** Those that somebody wants to see; a name may have got a place, where several have it. */
export function chosen<E extends { name: string }>(
  environments: readonly E[],
  names: readonly string[] | undefined,
): readonly E[] {
  return names
    ? environments.filter(({ name }) =>
        names.some(one => name === one || name.startsWith(`${one} (`)),
      )
    : environments;
}
