import {
  PodFacts,
  RevisionFacts,
  RolloutVersionFacts,
  RuntimeFacts,
  WorkloadFacts,
  parseImage,
} from '@slipway/plugin-slipway-common';
import { PrunedRollout } from '../kinds/rollouts';
import {
  PrunedPod,
  PrunedReplicaSet,
  PrunedWorkload,
} from '../kinds/workloads';
import { withEvents } from './events';
import { revisionsOf } from './revisions';
import { ServiceObjects } from './ServiceObjects';

/** Which workloads run, and how; `undefined` when there is none. */
export function toRuntimeFacts(
  objects: ServiceObjects,
): RuntimeFacts | undefined {
  const pods = objects.of('Pod');
  const sets = objects.of('ReplicaSet');
  const deployments = objects.of('Deployment');
  const rollouts = objects.of('Rollout');
  const described = new Set(rollouts.flatMap(({ from }) => from ?? []));
  const workloads = [
    ...deployments
      // One that only describes the pods of a Rollout runs none itself.
      .filter(({ name, wanted }) => wanted > 0 || !described.has(name))
      .map(one => deploymentFacts(one, sets, pods)),
    ...objects.of('StatefulSet').map(one => setFacts(one, pods)),
    ...rollouts.map(one =>
      rolloutFacts(
        asDescribed(one, deployments),
        sets.filter(({ hash }) => hash !== undefined),
        pods,
      ),
    ),
  ];
  return workloads.length > 0
    ? { workloads: withEvents(workloads, sets, objects) }
    : undefined;
}

function deploymentFacts(
  deployment: PrunedWorkload,
  sets: PrunedReplicaSet[],
  pods: PrunedPod[],
): WorkloadFacts {
  const own = sets.filter(
    set => set.owner === deployment.name && set.hash === undefined,
  );
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
  const revisions = revisionsOf(own, deployment);
  return {
    ...workloadFacts(deployment),
    since: sinceOf(revisions, isCurrent) || deployment.createdAt,
    ...(revisions.length > 0 && { revisions }),
    // Before the controller has named a revision, nothing tells which set is the newest.
    ...(deployment.revision !== undefined && {
      readyUpdated: isCurrent?.ready ?? 0,
    }),
    ...(previous && {
      previousImage: previous.image,
      previousReady: own
        .filter(set => set !== isCurrent && set.image === previous.image)
        .reduce((sum, { ready }) => sum + ready, 0),
    }),
    pods: podFacts(
      pods.filter(pod => pod.owner && names.has(pod.owner)),
      pod => pod.owner === isCurrent?.name,
    ),
  };
}

function asDescribed(
  rollout: PrunedRollout,
  deployments: PrunedWorkload[],
): PrunedRollout {
  const image = deployments.find(({ name }) => name === rollout.from)?.image;
  return image ? { ...rollout, image } : rollout;
}

function rolloutFacts(
  rollout: PrunedRollout,
  sets: PrunedReplicaSet[],
  pods: PrunedPod[],
): WorkloadFacts {
  const own = sets.filter(set => set.owner === rollout.name);
  const ofHash = (hash: string | undefined) =>
    hash === undefined ? undefined : own.find(set => set.hash === hash);
  // While the controller has not caught up, its hash still names the version before.
  const current = [ofHash(rollout.revision)].find(
    set => set?.image === rollout.image,
  );
  const stable = ofHash(rollout.stable);
  const older = stable && stable !== current ? stable : undefined;
  const names = new Set(own.map(({ name }) => name));
  const revisions = revisionsOf(own, rollout);
  return {
    ...workloadFacts(rollout),
    since: sinceOf(revisions, current) || rollout.createdAt,
    ...(revisions.length > 0 && { revisions }),
    ...(rollout.revision !== undefined && {
      readyUpdated: current?.ready ?? 0,
    }),
    ...(older &&
      older.image !== rollout.image && {
        previousImage: older.image,
        previousReady: older.ready,
      }),
    rollout: {
      ...rollout.progress,
      ...(stable && { stable: versionFacts(stable) }),
      ...(older && current && { canary: versionFacts(current) }),
    },
    pods: podFacts(
      pods.filter(pod => pod.owner && names.has(pod.owner)),
      pod => pod.owner === current?.name,
    ),
  };
}

/** What came back is there since it did, as far as that is told. */
function sinceOf(
  revisions: RevisionFacts[],
  current: PrunedReplicaSet | undefined,
): string | undefined {
  const last = revisions.find(
    ({ number }) => String(number) === current?.revision,
  );
  return last?.at ?? current?.createdAt;
}

function versionFacts({
  image,
  wanted,
  ready,
}: PrunedReplicaSet): RolloutVersionFacts {
  return { image, wanted, ready };
}

function setFacts(set: PrunedWorkload, pods: PrunedPod[]): WorkloadFacts {
  // A StatefulSet counts what it replaced; before the first change all of them are current.
  const isCurrent = (pod: PrunedPod) =>
    set.revision === undefined || pod.revision === set.revision;
  const own = pods.filter(pod => pod.owner === set.name);
  const serving = own
    .filter(pod => pod.ready && !pod.deleting && !pod.finished)
    .map(pod => ({ pod, image: imageLike(set.image, pod) ?? set.image }));
  // While the controller has not caught up, its revision still names the version before.
  const others = serving.filter(({ image }) => image !== set.image);
  const previous = others.reduce<(typeof others)[number] | undefined>(
    (newest, other) =>
      newest && newest.pod.createdAt >= other.pod.createdAt ? newest : other,
    undefined,
  )?.image;
  return {
    ...workloadFacts(set),
    since: set.createdAt,
    readyUpdated: serving.filter(
      ({ pod, image }) => isCurrent(pod) && image === set.image,
    ).length,
    ...(previous && {
      previousImage: previous,
      previousReady: others.filter(({ image }) => image === previous).length,
    }),
    pods: podFacts(own, isCurrent),
  };
}

/** The image of the container that carries the version: the one from the same repository. */
function imageLike(image: string, pod: PrunedPod): string | undefined {
  const repository = repositoryOf(image);
  return pod.containers.find(
    c => !c.init && repositoryOf(c.image) === repository,
  )?.image;
}

function repositoryOf(reference: string): string {
  const { image, tag } = parseImage(reference);
  return tag ? image.slice(0, -tag.length - 1) : image;
}

function workloadFacts(workload: PrunedWorkload | PrunedRollout) {
  const { name, kind, image, wanted, ready, updated, total } = workload;
  const { need, observed, paused, progressing, replicaFailure } = workload;
  return {
    name,
    kind,
    ...(need && { need }),
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
