import type { IPodSpec } from 'kubernetes-models/v1';
import type { RenderContext, WorkloadContext } from '../../context';
import { selectorLabels } from '../../kubernetes/labels';

const ZONE = 'topology.kubernetes.io/zone';
const NODE = 'kubernetes.io/hostname';

/** The label by which each controller tells pods of one version from those of another. */
const HASHES = {
  Deployment: 'pod-template-hash',
  StatefulSet: 'controller-revision-hash',
  Rollout: 'rollouts-pod-template-hash',
};

/** Pods apart from each other: over zones by all means where the spec asks for zones, over nodes where that is possible. */
export function spreadOf(
  ctx: RenderContext,
  workload: WorkloadContext,
  kind: keyof typeof HASHES,
): Pick<IPodSpec, 'topologySpreadConstraints'> {
  const many = fewest(workload) >= 2;
  if (!many && !workload.zones) {
    return {};
  }
  const labelSelector = { matchLabels: selectorLabels(ctx, workload.name) };
  const { zones = 0 } = workload;
  return {
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: ZONE,
        ...(zones > 1
          ? { minDomains: zones, whenUnsatisfiable: 'DoNotSchedule' }
          : { whenUnsatisfiable: 'ScheduleAnyway' }),
        labelSelector,
        // Old and new pods of a rollout are counted apart, or the last one would have no place.
        matchLabelKeys: [HASHES[kind]],
      },
      {
        maxSkew: 1,
        topologyKey: NODE,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector,
      },
    ],
  };
}

/** How many pods there are at the least: one in each zone, unless none is wanted at all. */
export function fewest({
  scaling,
  replicas,
  zones = 0,
}: WorkloadContext): number {
  const wanted = scaling?.min ?? replicas;
  return wanted === 0 ? 0 : Math.max(zones, wanted);
}

/** How many pods there are at the most. */
export function most(workload: WorkloadContext): number {
  return Math.max(fewest(workload), workload.scaling?.max ?? 0);
}

/** Whether an autoscaler decides about the replicas, so that nothing else may. */
export function isScaled({ scaling, scaleOn }: WorkloadContext): boolean {
  return scaling !== undefined || scaleOn !== undefined;
}
