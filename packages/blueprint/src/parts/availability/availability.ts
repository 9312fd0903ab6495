import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { RenderContext, WorkloadContext } from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { selectorLabels, workloadLabels } from '../../kubernetes/labels';
import type { Part } from '../part';
import { bounds } from '../scaling/bounds';
import { fewest, isScaled } from '../workload/spread';

/** Drains of nodes take one pod at a time, and are never blocked by it; a single pod has nothing to keep. */
export const availabilityPart: Part = {
  name: 'availability',
  objects(ctx, environment) {
    return environment.workloads
      .filter(workload => workload.type !== 'job' && largest(workload) >= 2)
      .map(workload => ({
        file: `poddisruptionbudget-${workload.name}.yaml`,
        object: budget(ctx, workload) as KubernetesObject,
      }));
  },
};

/** How many pods there may be, by whoever decides about it. */
function largest(workload: WorkloadContext): number {
  return isScaled(workload) ? bounds(workload).max : fewest(workload);
}

function budget(
  ctx: RenderContext,
  workload: WorkloadContext,
): IPodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: selectorLabels(ctx, workload.name) },
    },
  };
}
