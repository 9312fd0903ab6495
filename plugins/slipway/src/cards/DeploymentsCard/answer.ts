import {
  knownIn,
  ownWorkloads,
  type DeploymentState,
  type DeploymentsResponse,
  type EnvironmentDeployments,
} from '@slipway/plugin-slipway-common';
import type { Shape } from '../../elements/Verdict';

/** What the card says first: one sentence, as a key of the translations and what goes into it. */
export interface CardAnswer {
  shape: Shape;
  parts: Array<{
    key:
      | 'same'
      | 'sameOne'
      | 'healthy'
      | 'waiting'
      | 'waitingIn'
      | 'waitingInMany'
      | 'progressing'
      | 'progressingMany'
      | 'moving'
      | 'movingMany'
      | 'healthyIn'
      | 'healthyInMany'
      | 'absent'
      | 'absentMany'
      | 'degraded'
      | 'degradedMany'
      | 'failed'
      | 'failedMany'
      | 'unreachable'
      | 'starting'
      | 'denied'
      | 'none'
      | 'unknown';
    environments: string[];
    version?: string;
  }>;
}

const WAITING = 'waiting-first-build';

/** What was last known, fresh or not. */
export function knownState({
  state,
}: EnvironmentDeployments): DeploymentState | undefined {
  return knownIn(state);
}

export function isWaiting(environment: EnvironmentDeployments): boolean {
  return (
    knownState(environment)?.verdict.reasons.some(
      ({ code }) => code === WAITING,
    ) ?? false
  );
}

/** Nobody could read it yet since the portal started. */
function isStarting({ state }: EnvironmentDeployments): boolean {
  return state.answer === 'unreachable' && state.starting === true;
}

export function shapeOf(environment: EnvironmentDeployments): Shape {
  const { state } = environment;
  switch (state.answer) {
    case 'data':
      return state.value.verdict.state;
    case 'absent':
      return 'none';
    default:
      return isStarting(environment) ? 'progressing' : state.answer;
  }
}

function versionsOf(environment: EnvironmentDeployments): string[] {
  const known = knownState(environment);
  const own = known ? ownWorkloads(known) : [];
  return [...new Set(own.map(({ version }) => version))];
}

/** The worst first; what cannot be read is told, never left out. */
export function answerOf({
  environments,
}: Pick<DeploymentsResponse, 'environments'>): CardAnswer {
  const names = (list: EnvironmentDeployments[]) =>
    list.map(({ name }) => name);
  const starting = environments.filter(isStarting);
  const waiting = environments.filter(
    environment =>
      isWaiting(environment) &&
      shapeOf(environment) === 'progressing' &&
      !starting.includes(environment),
  );
  const byShape = (shape: Shape) =>
    environments.filter(
      environment =>
        shapeOf(environment) === shape &&
        ![...starting, ...waiting].includes(environment),
    );
  const present = environments.filter(
    environment => shapeOf(environment) !== 'none',
  );
  if (present.length === 0) {
    return {
      shape: 'none',
      parts: [{ key: 'none', environments: names(environments) }],
    };
  }
  if (waiting.length > 0 && waiting.length === present.length) {
    return {
      shape: 'progressing',
      parts: [{ key: 'waiting', environments: names(waiting) }],
    };
  }

  const healthy = byShape('healthy');
  const absent = byShape('none');
  if (healthy.length === environments.length) {
    return { shape: 'healthy', parts: [sameVersion(healthy)] };
  }
  const parts: CardAnswer['parts'] = [];
  const say = (
    list: EnvironmentDeployments[],
    one: CardAnswer['parts'][number]['key'],
    many = one,
  ) => {
    if (list.length > 0) {
      const versions = [...new Set(list.flatMap(versionsOf))];
      parts.push({
        key: list.length > 1 ? many : one,
        environments: names(list),
        version: versions.join(', '),
      });
    }
  };
  say(byShape('failed'), 'failed', 'failedMany');
  say(byShape('degraded'), 'degraded', 'degradedMany');
  say(byShape('unreachable'), 'unreachable');
  say(starting, 'starting');
  say(byShape('denied'), 'denied');
  const progressing = byShape('progressing');
  if (progressing.some(environment => versionsOf(environment).length > 0)) {
    say(progressing, 'progressing', 'progressingMany');
  } else {
    say(progressing, 'moving', 'movingMany');
  }
  say(waiting, 'waitingIn', 'waitingInMany');
  say(byShape('unknown'), 'unknown');
  if (healthy.length === present.length) {
    parts.push(healthyIn(healthy));
    say(absent, 'absent', 'absentMany');
  }
  const order: Shape[] = [
    'failed',
    'degraded',
    'unreachable',
    'denied',
    'progressing',
    'unknown',
  ];
  return {
    shape:
      order.find(shape => present.some(each => shapeOf(each) === shape)) ??
      'healthy',
    parts,
  };
}

/** Not all of them, so never "all are healthy". */
function healthyIn(
  environments: EnvironmentDeployments[],
): CardAnswer['parts'][number] {
  const told = sameVersion(environments);
  return told.key === 'healthy'
    ? {
        key: environments.length > 1 ? 'healthyInMany' : 'healthyIn',
        environments: environments.map(({ name }) => name),
      }
    : told;
}

function sameVersion(
  environments: EnvironmentDeployments[],
): CardAnswer['parts'][number] {
  const versions = [...new Set(environments.flatMap(versionsOf))];
  return versions.length === 1 && versions[0]
    ? {
        key: environments.length === 1 ? 'sameOne' : 'same',
        environments: environments.map(({ name }) => name),
        version: versions[0],
      }
    : { key: 'healthy', environments: [] };
}
