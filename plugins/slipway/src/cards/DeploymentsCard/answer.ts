import type {
  DeploymentState,
  DeploymentsResponse,
  EnvironmentDeployments,
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
      | 'degraded'
      | 'degradedMany'
      | 'failed'
      | 'failedMany'
      | 'unreachable'
      | 'denied'
      | 'none'
      | 'unknown';
    environments: string[];
    version?: string;
  }>;
}

const WAITING = 'waiting-first-build';

/** What was last known of an environment, fresh or not. */
export function knownState(
  environment: EnvironmentDeployments,
): DeploymentState | undefined {
  const { state } = environment;
  switch (state.answer) {
    case 'data':
      return state.value;
    case 'absent':
      return undefined;
    default:
      return state.lastKnown?.value;
  }
}

export function isWaiting(environment: EnvironmentDeployments): boolean {
  return (
    knownState(environment)?.verdict.reasons.some(
      ({ code }) => code === WAITING,
    ) ?? false
  );
}

export function shapeOf(environment: EnvironmentDeployments): Shape {
  const { state } = environment;
  switch (state.answer) {
    case 'data':
      return state.value.verdict.state;
    case 'absent':
      return 'none';
    default:
      return state.answer;
  }
}

function versionsOf(environment: EnvironmentDeployments): string[] {
  const workloads = knownState(environment)?.workloads ?? [];
  return [...new Set(workloads.map(({ version }) => version))];
}

/** The worst first; what cannot be read is told, never left out. */
export function answerOf({ environments }: DeploymentsResponse): CardAnswer {
  const names = (list: EnvironmentDeployments[]) =>
    list.map(({ name }) => name);
  const waiting = environments.filter(
    environment =>
      isWaiting(environment) && shapeOf(environment) === 'progressing',
  );
  const byShape = (shape: Shape) =>
    environments.filter(
      environment =>
        shapeOf(environment) === shape && !waiting.includes(environment),
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
  if (healthy.length === present.length) {
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
  say(byShape('denied'), 'denied');
  say(byShape('progressing'), 'progressing', 'progressingMany');
  say(waiting, 'waitingIn', 'waitingInMany');
  say(byShape('unknown'), 'unknown');
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

function sameVersion(
  environments: EnvironmentDeployments[],
): CardAnswer['parts'][number] {
  const versions = [...new Set(environments.flatMap(versionsOf))];
  return versions.length === 1
    ? {
        key: environments.length === 1 ? 'sameOne' : 'same',
        environments: environments.map(({ name }) => name),
        version: versions[0],
      }
    : { key: 'healthy', environments: [] };
}
