import {
  PodFacts,
  RuntimeFacts,
  WorkloadFacts,
} from '@slipway/plugin-slipway-common';
import {
  PrunedObject,
  PrunedPod,
  PrunedReplicaSet,
  PrunedWorkload,
} from './objects';

/** What the objects of one service in one environment say; `undefined` when no workload is among them. */
export function toRuntimeFacts(
  objects: Iterable<PrunedObject>,
): RuntimeFacts | undefined {
  const all = [...objects];
  const pods = all.filter((o): o is PrunedPod => o.kind === 'Pod');
  const sets = all.filter(
    (o): o is PrunedReplicaSet => o.kind === 'ReplicaSet',
  );
  const workloads = all.flatMap(object => {
    if (object.kind === 'Deployment') {
      return [deploymentFacts(object, sets, pods)];
    }
    return object.kind === 'StatefulSet' ? [setFacts(object, pods)] : [];
  });
  return workloads.length > 0 ? { workloads } : undefined;
}

function deploymentFacts(
  deployment: PrunedWorkload,
  sets: PrunedReplicaSet[],
  pods: PrunedPod[],
): WorkloadFacts {
  const own = sets.filter(set => set.owner === deployment.name);
  const current = own.find(
    set => set.revision !== undefined && set.revision === deployment.revision,
  );
  // While the controller has not caught up, its revision still names the version before.
  const isCurrent = current?.image === deployment.image ? current : undefined;
  const previous = own
    .filter(
      set =>
        set !== isCurrent && set.ready > 0 && set.image !== deployment.image,
    )
    .sort((a, b) => Number(b.revision) - Number(a.revision))[0];
  const names = new Set(own.map(set => set.name));
  return {
    ...workloadFacts(deployment),
    since: isCurrent?.createdAt || deployment.createdAt,
    ...(previous && { previousImage: previous.image }),
    pods: podFacts(
      pods.filter(pod => pod.owner && names.has(pod.owner)),
      pod => pod.owner === isCurrent?.name,
    ),
  };
}

function setFacts(set: PrunedWorkload, pods: PrunedPod[]): WorkloadFacts {
  return {
    ...workloadFacts(set),
    since: set.createdAt,
    // A StatefulSet counts what it replaced; before the first change all of them are current.
    pods: podFacts(
      pods.filter(pod => pod.owner === set.name),
      pod => set.revision === undefined || pod.revision === set.revision,
    ),
  };
}

function workloadFacts(workload: PrunedWorkload) {
  const { name, kind, image, wanted, ready, updated, total } = workload;
  const { observed, paused, progressing, replicaFailure } = workload;
  return {
    name,
    kind,
    image,
    wanted,
    ready,
    updated,
    total,
    observed,
    ...(paused && { paused }),
    ...(progressing && { progressing }),
    ...(replicaFailure && { replicaFailure }),
  };
}

function podFacts(
  pods: PrunedPod[],
  isCurrent: (pod: PrunedPod) => boolean,
): PodFacts[] {
  return pods
    .filter(pod => !pod.finished)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(pod => ({
      name: pod.name,
      ready: pod.ready,
      wasReady: pod.wasReady,
      deleting: pod.deleting,
      current: isCurrent(pod),
      createdAt: pod.createdAt,
      ...(pod.unschedulable && { unschedulable: pod.unschedulable }),
      containers: pod.containers,
    }));
}
