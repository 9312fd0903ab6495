import type { EnvironmentContext, WorkloadContext } from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import type { Part } from '../part';
import { isScaled } from '../workload/spread';
import { horizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { scaledObject, triggerAuthentication } from './scaledObject';

const KEDA = 'keda.sh/v1alpha1';

/**
 * One autoscaler for each workload that asks for it: Kubernetes' own for CPU, latency and connections, KEDA for what
 * waits in a queue. Never both: each would take back what the other did.
 */
export const scalingPart: Part = {
  name: 'scaling',
  objects(ctx, environment) {
    return environment.workloads.filter(isScaled).flatMap(workload => {
      if (!usesKeda(environment, workload)) {
        return [
          {
            file: `horizontalpodautoscaler-${workload.name}.yaml`,
            object: horizontalPodAutoscaler(environment, workload),
          },
        ];
      }
      const file = `scaledobject-${workload.name}.yaml`;
      const authentication = triggerAuthentication(environment, workload);
      return [
        { file, object: scaledObject(ctx, environment, workload) },
        ...(authentication ? [{ file, object: authentication }] : []),
      ] as { file: string; object: KubernetesObject }[];
    });
  },
  findings(_ctx, environment) {
    return environment.workloads.flatMap(workload => [
      ...(usesKeda(environment, workload) && !hasKeda(environment)
        ? [
            {
              rule: 'scaling.keda-installed',
              severity: 'error' as const,
              message: `in ${environment.name} workload '${workload.name}' scales by what waits for it, and cluster '${environment.cluster}' has no KEDA`,
              remedy: `Install KEDA and add ${KEDA} to the profile of ${environment.cluster}, or set scaleOn: null for ${environment.name}`,
              path: `spec.environments.${environment.name}.workloads.${workload.name}.scaleOn`,
            },
          ]
        : []),
      ...(needsAdapter(workload) &&
      !environment.profile.metricsAdapter &&
      !hasKeda(environment)
        ? [
            {
              rule: 'scaling.metrics-adapter',
              severity: 'error' as const,
              message: `in ${environment.name} workload '${workload.name}' scales by a measure of its own, and cluster '${environment.cluster}' gives none to the autoscaler`,
              remedy: `Set metricsAdapter in the profile of ${environment.cluster}, or scale by cpu in ${environment.name}`,
              path: `spec.environments.${environment.name}.scaling`,
            },
          ]
        : []),
    ]);
  },
};

function hasKeda({ profile }: EnvironmentContext): boolean {
  return profile.apis.includes(KEDA);
}

function needsAdapter({ scaling }: WorkloadContext): boolean {
  return (scaling?.latency ?? scaling?.connections) !== undefined;
}

/** Queues always; latency and connections where KEDA is what brings such measures to the autoscaler. */
function usesKeda(
  environment: EnvironmentContext,
  workload: WorkloadContext,
): boolean {
  return (
    workload.scaleOn !== undefined ||
    (needsAdapter(workload) &&
      environment.profile.metricsAdapter !== 'prometheus')
  );
}
