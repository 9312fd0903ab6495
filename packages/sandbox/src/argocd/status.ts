import { KubernetesObject } from '../kubernetes';
import { Item } from './compare';
import { healthOf, worst } from './health';
import { ResourceResult } from './sync';
import { ApplicationError, HealthStatus, SyncRequest, sourceOf } from './types';

type Status = Record<string, any>;

const HISTORY = 10;

/** What a comparison says, over the status as it was. */
export function comparedStatus(
  application: KubernetesObject,
  revision: string,
  items: Item[],
  now: string,
): Status {
  const before = application.status ?? {};
  const health = worst(
    items
      .filter(i => i.desired)
      .flatMap((i): HealthStatus[] => {
        const found = i.live ? healthOf(i.live)?.status : 'Missing';
        return found ? [found] : [];
      }),
  );
  return {
    ...before,
    sync: {
      status: items.every(i => i.synced) ? 'Synced' : 'OutOfSync',
      comparedTo: {
        source: sourceOf(application),
        destination: application.spec?.destination,
      },
      revision,
    },
    health: healthStatus(before, health, now),
    resources: items.map(i => ({
      ...(i.type.group && { group: i.type.group }),
      version: i.type.version,
      kind: i.type.kind,
      ...(i.namespace && { namespace: i.namespace }),
      name: i.name,
      status: i.synced ? 'Synced' : 'OutOfSync',
      ...(!i.desired && { requiresPruning: true }),
    })),
    summary: { images: imagesOf(items) },
    sourceType: 'Kustomize',
    controllerNamespace: application.metadata.namespace,
    resourceHealthSource: 'appTree',
    conditions: undefined,
  };
}

/** What is said where a comparison cannot be made; what was known of the past stays. */
export function brokenStatus(
  application: KubernetesObject,
  error: ApplicationError,
  now: string,
): Status {
  const before = application.status ?? {};
  const same = before.conditions?.find(
    (c: Status) => c.type === error.type && c.message === error.message,
  );
  return {
    ...before,
    sync: {
      status: 'Unknown',
      comparedTo: {
        source: sourceOf(application),
        destination: application.spec?.destination,
      },
    },
    health: before.health ?? { status: 'Unknown', lastTransitionTime: now },
    conditions: [
      same ?? {
        type: error.type,
        message: error.message,
        lastTransitionTime: now,
      },
    ],
    controllerNamespace: application.metadata.namespace,
  };
}

function healthStatus(before: Status, status: HealthStatus, now: string) {
  return before.health?.status === status
    ? before.health
    : { status, lastTransitionTime: now };
}

function imagesOf(items: Item[]): string[] {
  const images = items.flatMap(i =>
    (i.live?.spec?.template?.spec?.containers ?? []).map(
      (c: Status) => c.image,
    ),
  );
  return [...new Set<string>(images)].sort();
}

/** The status after a sync: what was done, and a line of history when it succeeded. */
export function syncedStatus(
  application: KubernetesObject,
  revision: string,
  request: SyncRequest,
  results: ResourceResult[],
  now: string,
): Status {
  const before = application.status ?? {};
  const failures = results.filter(r => r.status === 'SyncFailed');
  const source = sourceOf(application);
  const history: Status[] = before.history ?? [];
  const last = history[history.length - 1];
  const entry = {
    id: (last?.id ?? -1) + 1,
    revision,
    source,
    deployStartedAt: now,
    deployedAt: now,
    initiatedBy: request.initiatedBy,
  };
  // Healing the same revision again is no new deployment.
  const again = last?.revision === revision && request.initiatedBy.automated;
  return {
    ...before,
    operationState: {
      operation: {
        sync: { revision, prune: request.prune },
        initiatedBy: request.initiatedBy,
        retry: {},
      },
      phase: failures.length > 0 ? 'Failed' : 'Succeeded',
      message:
        failures.length > 0
          ? `one or more objects failed to apply, reason: ${failures
              .map(f => f.message)
              .join(', ')}`
          : 'successfully synced (all tasks run)',
      startedAt: now,
      finishedAt: now,
      syncResult: { revision, source, resources: results },
    },
    ...(failures.length === 0 &&
      !again && { history: [...history, entry].slice(-HISTORY) }),
  };
}
