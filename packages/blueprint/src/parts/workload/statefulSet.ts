import type { IStatefulSet } from 'kubernetes-models/apps/v1';
import type { RenderContext, WorkloadContext } from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { selectorLabels, workloadLabels } from '../../kubernetes/labels';
import type { PodAddition } from '../part';
import { podTemplate } from './pod';
import type { Running } from './running';
import { fewest, isScaled, spreadOf } from './spread';

/** A workload that keeps files: each pod has a volume of its own, which outlives it. */
export function statefulSet(
  ctx: RenderContext,
  workload: WorkloadContext,
  addition: PodAddition,
): Running {
  const object: IStatefulSet = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      ...(isScaled(workload) ? {} : { replicas: fewest(workload) }),
      serviceName: workload.objectName,
      revisionHistoryLimit: 5,
      selector: { matchLabels: selectorLabels(ctx, workload.name) },
      updateStrategy: { type: 'RollingUpdate' },
      template: podTemplate(
        ctx,
        workload,
        addition,
        spreadOf(ctx, workload, 'StatefulSet'),
      ),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: workload.keep?.size ?? '1Gi' } },
          },
        },
      ],
    },
  };
  return { object: object as unknown as KubernetesObject, comments: {} };
}
