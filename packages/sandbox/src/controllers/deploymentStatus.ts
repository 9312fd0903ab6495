import { timestamp } from '../clock';
import { KubernetesObject } from '../kubernetes';
import { failureOf } from './replicaSet';
import { boundsOf } from './rollout';
import { Condition, after, setCondition, withoutZeros } from './types';

export interface StatusOutcome {
  status: Record<string, any>;
  /** When the rollout will be called stuck. */
  deadline?: Date;
}

const total = (sets: KubernetesObject[], field: string): number =>
  sets.reduce((sum, set) => sum + (set.status?.[field] ?? 0), 0);

export function deploymentStatus(
  deployment: KubernetesObject,
  sets: KubernetesObject[],
  newSet: KubernetesObject,
  now: Date,
): StatusOutcome {
  const { maxUnavailable, replicas: wanted } = boundsOf(deployment);
  const before = deployment.status ?? {};
  const available = total(sets, 'availableReplicas');
  const asked = sets.reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0);
  const counts = {
    observedGeneration: deployment.metadata.generation,
    replicas: total(sets, 'replicas'),
    updatedReplicas: newSet.status?.replicas ?? 0,
    readyReplicas: total(sets, 'readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, asked - available),
  };
  const enough = available >= wanted - maxUnavailable;
  const failure = sets.map(failureOf).find(c => c !== undefined);
  const others = ((before.conditions ?? []) as Condition[]).filter(
    ({ type }) => type !== 'ReplicaFailure',
  );
  const conditions = setCondition(
    failure ? [...others, failure] : others,
    {
      type: 'Available',
      status: enough ? 'True' : 'False',
      reason: enough
        ? 'MinimumReplicasAvailable'
        : 'MinimumReplicasUnavailable',
      message: `Deployment ${
        enough ? 'has minimum' : 'does not have minimum'
      } availability.`,
      lastUpdateTime: '',
    },
    timestamp(now),
  );
  const progress = progressing(deployment, newSet, counts, conditions, now);
  return {
    status: {
      ...withoutZeros(counts),
      conditions: progress.condition
        ? setCondition(
            conditions,
            progress.condition,
            timestamp(now),
            progress.updates,
          )
        : conditions,
    },
    deadline: progress.deadline,
  };
}

type Counts = Record<
  'replicas' | 'updatedReplicas' | 'readyReplicas' | 'availableReplicas',
  number
>;

interface Progress {
  condition?: Condition;
  updates?: boolean;
  deadline?: Date;
}

function progressing(
  deployment: KubernetesObject,
  newSet: KubernetesObject,
  counts: Counts,
  conditions: Condition[],
  now: Date,
): Progress {
  const current = conditions.find(c => c.type === 'Progressing');
  const wanted = deployment.spec?.replicas ?? 1;
  const name = newSet.metadata.name;
  const make = (
    reason: string,
    message: string,
    status: 'True' | 'False' = 'True',
  ) => ({
    type: 'Progressing',
    status,
    reason,
    message,
    lastUpdateTime: '',
  });
  const complete =
    counts.updatedReplicas === wanted &&
    counts.replicas === wanted &&
    counts.availableReplicas === wanted;
  if (complete) {
    return {
      condition: make(
        'NewReplicaSetAvailable',
        `ReplicaSet "${name}" has successfully progressed.`,
      ),
    };
  }
  const message = `ReplicaSet "${name}" is progressing.`;
  const done = current?.reason === 'NewReplicaSetAvailable';
  // A pod that dies after a finished rollout is no new rollout.
  if (done && current?.message?.includes(`"${name}"`)) {
    return {};
  }
  const before = deployment.status ?? {};
  const old = (c: Record<string, number>) =>
    (c.replicas ?? 0) - (c.updatedReplicas ?? 0);
  const advanced =
    counts.updatedReplicas > (before.updatedReplicas ?? 0) ||
    counts.readyReplicas > (before.readyReplicas ?? 0) ||
    counts.availableReplicas > (before.availableReplicas ?? 0) ||
    old(counts) < old(before);
  if (!current || done) {
    return {
      condition: make(
        'NewReplicaSetCreated',
        `Created new replica set "${name}"`,
      ),
      deadline: after(now, deployment.spec?.progressDeadlineSeconds ?? 600),
    };
  }
  if (advanced) {
    return {
      condition: make('ReplicaSetUpdated', message),
      updates: true,
      deadline: after(now, deployment.spec?.progressDeadlineSeconds ?? 600),
    };
  }
  const deadline = after(
    current.lastUpdateTime ?? timestamp(now),
    deployment.spec?.progressDeadlineSeconds ?? 600,
  );
  if (current.reason === 'ProgressDeadlineExceeded') {
    return {};
  }
  return now < deadline
    ? { deadline }
    : {
        condition: make(
          'ProgressDeadlineExceeded',
          `ReplicaSet "${name}" has timed out progressing.`,
          'False',
        ),
      };
}
