import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { seconds } from '@slipway/model';
import type { EnvironmentContext, WorkloadContext } from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { workloadLabels } from '../../kubernetes/labels';
import { behavior, bounds, cpuTarget } from './bounds';
import { targetOf } from './target';

type Metrics = NonNullable<
  NonNullable<IHorizontalPodAutoscaler['spec']>['metrics']
>;

export function horizontalPodAutoscaler(
  environment: EnvironmentContext,
  workload: WorkloadContext,
): KubernetesObject {
  const { min, max } = bounds(workload);
  const object: IHorizontalPodAutoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      scaleTargetRef: targetOf(environment, workload),
      minReplicas: min,
      maxReplicas: max,
      metrics: metrics(workload),
      behavior,
    },
  };
  return object as unknown as KubernetesObject;
}

function metrics(workload: WorkloadContext): Metrics {
  const cpu = cpuTarget(workload);
  const { latency, connections } = workload.scaling ?? {};
  return [
    ...(cpu
      ? [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: cpu },
            },
          },
        ]
      : []),
    ...(latency
      ? [podsMetric('http_request_duration_p95_seconds', fraction(latency))]
      : []),
    ...(connections
      ? [podsMetric('open_connections', String(connections))]
      : []),
  ];
}

/** A measure that the adapter of the cluster makes from what the pods export. */
function podsMetric(name: string, averageValue: string): Metrics[number] {
  return {
    type: 'Pods',
    pods: { metric: { name }, target: { type: 'AverageValue', averageValue } },
  };
}

/** A duration as a quantity of seconds, written as Kubernetes itself writes it. */
function fraction(duration: string): string {
  const value = seconds(duration);
  return Number.isInteger(value)
    ? String(value)
    : `${Math.round(value * 1000)}m`;
}
