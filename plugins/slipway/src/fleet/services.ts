import {
  skewOf,
  type AspectSummary,
  type FleetEnvironment,
  type FleetService,
  type VerdictState,
} from '@slipway/plugin-slipway-common';
import type { Shape } from '../elements/Verdict';

/** Names of environments in the order of promotion, as far as services agree on one. */
export function columnsOf(services: readonly FleetService[]): string[] {
  const columns: string[] = [];
  // Most have the same ones as another: of thousands a few are looked at.
  const seen = new Map(
    services.map(({ environments }) => [
      environments.map(({ name }) => name).join(),
      environments,
    ]),
  );
  for (const environments of seen.values()) {
    const names = [...new Set(environments.map(({ name }) => name))];
    names.forEach((name, index) => {
      if (columns.includes(name)) {
        return;
      }
      const next = names.slice(index + 1).find(one => columns.includes(one));
      columns.splice(next ? columns.indexOf(next) : columns.length, 0, name);
    });
  }
  return columns;
}

/** What is said of an environment at a glance: why nothing is known of what runs there, or the verdict of all. */
export function shapeOf({ aspects, verdict }: FleetEnvironment): Shape {
  const { deployments } = aspects;
  if (!deployments) {
    return Object.keys(aspects).length > 0 ? verdict : 'none';
  }
  return shapeOfAnswer(deployments, verdict);
}

/** Why it is not known how something is, or how it is. */
export function shapeOfAnswer(
  { answer, starting }: Pick<AspectSummary, 'answer' | 'starting'>,
  state: Shape,
): Shape {
  if (starting) {
    return 'progressing';
  }
  return answer === 'denied' || answer === 'unreachable' ? answer : state;
}

/** The worst first. */
export const verdictsByHarm: VerdictState[] = [
  'failed',
  'degraded',
  'unknown',
  'progressing',
  'healthy',
];

export function needsAttention(verdict: VerdictState): boolean {
  return verdict === 'failed' || verdict === 'degraded';
}

/** Progressing is what nobody could read yet since the portal started. */
const unread = ['denied', 'unreachable', 'progressing'] as const;
type Unread = (typeof unread)[number];

/** Why a service is where it is in the list. */
export type Why =
  | ({
      shape: VerdictState;
      environment: string;
      message: string;
    } & Pick<AspectSummary, 'evidence' | 'words'>)
  | { shape: Unread; environment: string; cluster: string }
  | { shape: 'waiting'; count: number; environment: string };

/** The one thing that should be looked at first; what is nearer to the users comes before what is as bad. */
export function whyOf(service: FleetService): Why | undefined {
  const { environments } = service;
  const nearest = [...environments].reverse();
  for (const wanted of ['failed', 'degraded'] as const) {
    for (const { name: environment, aspects } of nearest) {
      const one = Object.values(aspects).find(
        ({ state, answer, message }) =>
          state === wanted && answer === 'data' && message,
      );
      if (one?.message) {
        const { message, evidence, words } = one;
        return {
          shape: wanted,
          environment,
          message,
          ...(evidence && { evidence }),
          ...(words && { words }),
        };
      }
    }
  }
  for (const wanted of unread) {
    const one = nearest.find(
      environment =>
        shapeOf(environment) === wanted &&
        environment.aspects.deployments?.answer !== 'data',
    );
    if (one) {
      return { shape: wanted, environment: one.name, cluster: one.cluster };
    }
  }
  const last = environments.at(-1);
  const count = skewOf(service) ?? 0;
  return last && count > 0
    ? { shape: 'waiting', count, environment: last.name }
    : undefined;
}

/** The backup that is longest ago; empty where one never was. */
export function oldestBackup({
  environments,
}: FleetService): string | undefined {
  return environments
    .flatMap(({ backedUpAt }) => backedUpAt ?? [])
    .sort()
    .at(0);
}

/** `group:default/shop` as people say it. */
export function shortRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
