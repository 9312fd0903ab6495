import type {
  IPodMonitor,
  IServiceMonitor,
} from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { labels } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { selectorLabels, workloadLabels } from '../../kubernetes/labels';

/** The labels that measures carry, so that queries can tell service, environment and workload apart. */
const carried = [labels.service, labels.environment, labels.workload];

/** What answers requests is read through its Service, a worker at its pods. */
export function monitor(
  ctx: RenderContext,
  { profile }: EnvironmentContext,
  workload: WorkloadContext,
): KubernetesObject {
  const metadata = {
    name: workload.objectName,
    labels: {
      ...workloadLabels(workload.name, workload.type),
      ...profile.monitoring?.labels,
    },
  };
  const selector = { matchLabels: selectorLabels(ctx, workload.name) };
  const { path, port } = workload.metrics!;
  const own = workload.type === 'grpc' ? 'grpc' : 'http';
  const endpoint = { port: port === workload.port ? own : 'metrics', path };
  const object: IServiceMonitor | IPodMonitor =
    workload.serves && port === workload.port
      ? {
          apiVersion: 'monitoring.coreos.com/v1',
          kind: 'ServiceMonitor',
          metadata,
          spec: {
            // Not the Service by which a new version is looked at: its pods would be counted twice.
            selector: {
              matchLabels: {
                [labels.component]: workload.type,
                ...selector.matchLabels,
              },
            },
            targetLabels: carried,
            endpoints: [endpoint],
          },
        }
      : {
          apiVersion: 'monitoring.coreos.com/v1',
          kind: 'PodMonitor',
          metadata,
          spec: {
            selector,
            podTargetLabels: carried,
            podMetricsEndpoints: [endpoint],
          },
        };
  return object as unknown as KubernetesObject;
}
