import { timestamp } from '../clock';
import { KubernetesObject } from '../kubernetes';
import {
  Change,
  Condition,
  EventNote,
  Outcome,
  World,
  after,
  controllerReference,
  earliest,
  join,
  ownedBy,
  setCondition,
  withoutZeros,
} from './types';

export function reconcileReplicaSets(world: World): Outcome {
  return join(
    world
      .list('ReplicaSet')
      .filter(s => !s.metadata.deletionTimestamp)
      .map(s => reconcileSet(s, world)),
  );
}

function reconcileSet(set: KubernetesObject, world: World): Outcome {
  const pods = world
    .list('Pod')
    .filter(
      p =>
        ownedBy(p, set) &&
        !p.metadata.deletionTimestamp &&
        !['Succeeded', 'Failed'].includes(p.status?.phase),
    );
  const minReady: number = set.spec?.minReadySeconds ?? 0;
  const availableFrom = pods
    .map(readySince)
    .map(since => since && after(since, minReady));
  const status = withoutZeros({
    observedGeneration: set.metadata.generation,
    fullyLabeledReplicas: pods.length,
    readyReplicas: pods.filter(readySince).length,
    availableReplicas: availableFrom.filter(at => at && at <= world.now).length,
  });
  const missing = (set.spec?.replicas ?? 0) - pods.length;
  const made: Change[] = [];
  let refusal: string | undefined;
  while (made.length < missing && !refusal) {
    refusal = world.refusal(
      set.metadata.namespace,
      set.spec?.template?.spec,
      made.length,
    );
    if (!refusal) {
      made.push({ op: 'create', object: podOf(set) });
    }
  }
  const changes: Change[] = [
    {
      op: 'status',
      object: {
        ...set,
        status: {
          replicas: pods.length,
          ...status,
          ...(refusal && { conditions: [failure(set, refusal, world)] }),
        },
      },
    },
    ...made,
  ];
  if (refusal && !failureOf(set)) {
    changes.push(note(set, 'FailedCreate', refused(set, refusal), 'Warning'));
  }
  if (missing < 0) {
    for (const pod of [...pods].sort(byWorth).slice(0, -missing)) {
      changes.push(
        { op: 'delete', object: pod },
        note(set, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`),
      );
    }
  }
  const soon = availableFrom.filter(
    (at): at is Date => at !== undefined && at > world.now,
  );
  return { changes, wakeAt: earliest(...soon) };
}

function refused({ metadata }: KubernetesObject, why: string): string {
  return `Error creating: pods "${metadata.name}-" is forbidden: ${why}`;
}

function failure(
  set: KubernetesObject,
  why: string,
  { now }: World,
): Condition {
  const [condition] = setCondition(
    [failureOf(set)].filter(c => c !== undefined),
    {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: refused(set, why),
    },
    timestamp(now),
  );
  return condition;
}

/** Why it cannot make its pods, if it cannot. */
export function failureOf(set: KubernetesObject): Condition | undefined {
  return (set.status?.conditions ?? []).find(
    (c: Condition) => c.type === 'ReplicaFailure',
  );
}

function note(
  about: KubernetesObject,
  reason: string,
  message: string,
  type: EventNote['type'] = 'Normal',
): Change {
  const event: EventNote = {
    type,
    reason,
    message,
    component: 'replicaset-controller',
  };
  return { op: 'event', about, event };
}

function podOf(set: KubernetesObject) {
  const { template } = set.spec ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...template?.metadata,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace,
      ownerReferences: [controllerReference(set)],
    },
    spec: template?.spec,
  };
}

export function readySince(pod: KubernetesObject): string | undefined {
  const ready = (pod.status?.conditions ?? []).find(
    (c: Record<string, string>) => c.type === 'Ready' && c.status === 'True',
  );
  return ready?.lastTransitionTime;
}

/** Those that serve least go first: not ready before ready, younger before older. */
function byWorth(a: KubernetesObject, b: KubernetesObject): number {
  const ready = Number(Boolean(readySince(a))) - Number(Boolean(readySince(b)));
  return (
    ready ||
    String(b.metadata.creationTimestamp).localeCompare(
      String(a.metadata.creationTimestamp),
    )
  );
}
