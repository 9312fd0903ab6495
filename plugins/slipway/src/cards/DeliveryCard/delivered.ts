import type {
  DeliveryFact,
  DeliveryState,
} from '@slipway/plugin-slipway-common';
import type { Shape } from '../../elements/Verdict';

/** How one of the things that deliver is, in a word. */
export type DeliveryWord =
  | 'synced'
  | 'syncing'
  | 'pending'
  | 'drifted'
  | 'behind'
  | 'failed'
  | 'stopped'
  | 'unread'
  | 'suspended'
  | 'unknown';

const shapes: Record<DeliveryWord, Shape> = {
  synced: 'healthy',
  syncing: 'progressing',
  pending: 'progressing',
  drifted: 'degraded',
  behind: 'degraded',
  failed: 'failed',
  stopped: 'degraded',
  unread: 'degraded',
  suspended: 'degraded',
  unknown: 'unknown',
};

/** The first that applies: what stops it before it begins explains what comes after. */
export function wordOf(delivery: DeliveryFact): DeliveryWord {
  const { automated, operation, problems, sources = [] } = delivery;
  const { suspended, sync } = delivery;
  if (problems.length > 0) {
    return 'stopped';
  }
  if (operation?.phase === 'failed') {
    return 'failed';
  }
  if (operation?.phase === 'running') {
    return 'syncing';
  }
  if (suspended) {
    return 'suspended';
  }
  if (sources.some(one => one.failing || one.suspended)) {
    return 'unread';
  }
  if (sync === 'synced' || sync === 'unknown') {
    return sync;
  }
  const { revision, wantedRevision } = delivery;
  if (revision !== undefined && revision === wantedRevision) {
    return 'drifted';
  }
  return automated ? 'pending' : 'behind';
}

export function shapeOfWord(word: DeliveryWord): Shape {
  return shapes[word];
}

/** One time that something was brought, or that it could not be. */
export interface Sync {
  key: string;
  environment: string;
  engine: DeliveryFact['engine'];
  result: 'synced' | 'failed' | 'running';
  revision: string;
  at?: string;
}

/** All of them, the newest first; what runs or failed just now before what was. */
export function syncsOf(
  environments: readonly { name: string; state?: DeliveryState }[],
): Sync[] {
  const all = environments.flatMap(({ name: environment, state }) =>
    (state?.deliveries ?? []).flatMap(delivery => {
      const { engine, history, kind, operation, wantedRevision } = delivery;
      const of = [environment, kind, delivery.namespace, delivery.name].join(
        '/',
      );
      const now: Sync[] =
        operation && operation.phase !== 'succeeded'
          ? [
              {
                key: `${of} now`,
                environment,
                engine,
                result: operation.phase,
                revision: operation.revision ?? wantedRevision ?? '',
                at: operation.endedAt ?? operation.startedAt,
              },
            ]
          : [];
      return [
        ...now,
        ...history.map<Sync>(({ id, revision, at }) => ({
          key: `${of} ${id} ${at}`,
          environment,
          engine,
          result: 'synced',
          revision,
          at,
        })),
      ];
    }),
  );
  return all.sort((a, b) => (b.at ?? '9').localeCompare(a.at ?? '9'));
}

/** A commit as people read it; a chart's version stays as it is. */
export function shortRevision(revision: string | undefined): string {
  const commit = /(?:^|[:@/])([0-9a-f]{40,64})$/.exec(revision ?? '')?.[1];
  return commit?.slice(0, 7) ?? (revision || '–');
}
