import type { WorkloadContext } from '../../context';
import { fewest, most } from '../workload/spread';

const USUAL_CPU = 70;

/** Between how many pods an autoscaler chooses; twice as many as the fewest when the spec names no end. */
export function bounds(workload: WorkloadContext): {
  min: number;
  max: number;
} {
  const min = Math.max(1, fewest(workload));
  return {
    min,
    max: workload.scaling?.max ? most(workload) : Math.max(min * 2, 2),
  };
}

/** CPU is what is left to scale by when the spec names no measure. */
export function cpuTarget({
  scaling,
  scaleOn,
}: WorkloadContext): number | undefined {
  const others = scaling?.latency ?? scaling?.connections ?? scaleOn;
  return scaling?.cpu ?? (others === undefined ? USUAL_CPU : undefined);
}

/** A controller that is a Rollout is scaled as such. */
export const behavior = {
  // Up at once, down slowly: a dip is no reason to drop what the next wave needs.
  scaleDown: { stabilizationWindowSeconds: 300 },
};
