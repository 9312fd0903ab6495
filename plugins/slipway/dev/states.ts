import {
  entityAspects,
  type Answer,
  type EntityAspect,
  type EntityState,
  type EnvironmentState,
  type HistoryEvent,
  type StateOf,
} from '@slipway/plugin-slipway-common';
import { goldenPathIn } from './goldenPath';
import { healthy } from './healthy';
import { ago } from './times';
import { trouble } from './trouble';

export const shownStates = [
  'loading',
  'healthy',
  'trouble',
  'none',
  'denied',
  'unreachable',
] as const;

export type ShownState = (typeof shownStates)[number];

const data = <T>(value: T, minutes = 1): Answer<T> => ({
  answer: 'data',
  value,
  at: ago({ minutes }),
});

const absent: Answer<never> = { answer: 'absent', at: ago({ minutes: 1 }) };

const permissions: Partial<Record<EntityAspect, string>> = {
  delivery: 'list applications.argoproj.io in argocd',
  quota: 'list resourcequotas in payments-prod',
  backups: 'list cronjobs in payments-prod',
  secrets: 'list externalsecrets.external-secrets.io in payments-prod',
  vault: 'read on kv/metadata/apps/payments',
};

function answer<A extends EntityAspect>(
  aspect: A,
  environment: string,
  state: ShownState,
): Answer<StateOf[A]> {
  const well = healthy(environment)[aspect] as StateOf[A] | undefined;
  switch (state) {
    case 'healthy':
      return well ? data(well) : absent;
    case 'trouble': {
      const bad = trouble(environment)[aspect] ?? well;
      return bad ? data(bad as StateOf[A]) : absent;
    }
    case 'denied':
      return {
        answer: 'denied',
        since: ago({ hours: 3 }),
        permission: permissions[aspect] ?? `list ${aspect} in payments-prod`,
      };
    case 'unreachable':
      return {
        answer: 'unreachable',
        since: ago({ minutes: 6 }),
        reason: 'no answer within 10 s',
        nextTry: ago({ minutes: -1 }),
        ...(well && { lastKnown: { value: well, at: ago({ minutes: 7 }) } }),
      };
    default:
      return absent;
  }
}

const places = [
  { name: 'dev', cluster: 'local', namespace: 'payments-dev' },
  { name: 'staging', cluster: 'eu-1', namespace: 'payments-staging' },
  { name: 'prod', cluster: 'eu-1', namespace: 'payments-prod' },
];

/** A service in one of the states; of the one that cannot be read, what is nearest to the users. */
export function stateOfService(
  entityRef: string,
  state: ShownState,
): EntityState {
  const environments = places.map<EnvironmentState>(place => {
    const here =
      (state === 'denied' || state === 'unreachable') && place.name !== 'prod'
        ? 'none'
        : state;
    return {
      ...place,
      verdict: 'unknown',
      ...(Object.fromEntries(
        entityAspects.map(aspect => [aspect, answer(aspect, place.name, here)]),
      ) as Pick<EnvironmentState, EntityAspect>),
    };
  });
  const goldenPath = goldenPathIn(state);
  return {
    entityRef,
    environments,
    goldenPath,
    verdict: 'unknown',
    revision: 1,
  };
}

/** What happened to it in a month. */
export function historyOf(): HistoryEvent[] {
  const events: Omit<HistoryEvent, 'id'>[] = [];
  for (let day = 0; day < 30; day++) {
    const of = { cluster: 'eu-1' };
    events.push({
      ...of,
      at: ago({ days: day, hours: 11 }),
      environment: 'prod',
      aspect: 'backups',
      kind: 'backup',
      after: {
        need: 'db',
        outcome: day === 14 ? 'failed' : 'succeeded',
        startedAt: ago({ days: day, hours: 11 }),
        endedAt: ago({ days: day, hours: 11, minutes: -5 }),
        bytes: 2 ** 30 * (18 - day * 0.2),
      },
    });
    for (const [environment, every] of [
      ['dev', 1],
      ['staging', 2],
      ['prod', 3],
    ] as const) {
      if (day % every === 0) {
        events.push({
          ...of,
          at: ago({ days: day, hours: 2 + every }),
          environment,
          aspect: 'deployments',
          kind: 'version',
          workload: 'api',
          before: { version: `1.${40 - day - 1}.0` },
          after: { version: `1.${40 - day}.0` },
        });
      }
    }
  }
  const verdict = (
    days: number,
    state: string,
    reasons: string[] = [],
  ): Omit<HistoryEvent, 'id'> => ({
    at: ago({ days }),
    environment: 'prod',
    cluster: 'eu-1',
    aspect: 'deployments',
    kind: 'verdict',
    before: { state: 'healthy' },
    after: { state, reasons },
  });
  events.push(
    verdict(12, 'failed', ['crash-loop']),
    verdict(11.6, 'healthy'),
    verdict(4, 'degraded', ['rollout-stuck']),
    verdict(3.8, 'healthy'),
  );
  return events
    .sort((a, b) => b.at.localeCompare(a.at))
    .map((event, index) => ({ ...event, id: 1000 - index }));
}
