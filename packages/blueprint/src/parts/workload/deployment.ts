import type { IDeployment } from 'kubernetes-models/apps/v1';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { selectorLabels, workloadLabels } from '../../kubernetes/labels';
import type { PodAddition } from '../part';
import { podTemplate } from './pod';
import type { Running } from './running';
import { fewest, isScaled, spreadOf } from './spread';

export function deployment(
  ctx: RenderContext,
  _environment: EnvironmentContext,
  workload: WorkloadContext,
  addition: PodAddition,
): Running {
  const object: IDeployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      ...(isScaled(workload) ? {} : { replicas: fewest(workload) }),
      revisionHistoryLimit: 5,
      selector: { matchLabels: selectorLabels(ctx, workload.name) },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      },
      template: podTemplate(
        ctx,
        workload,
        addition,
        spreadOf(ctx, workload, 'Deployment'),
      ),
    },
  };
  return { object: object as unknown as KubernetesObject, comments: {} };
}
