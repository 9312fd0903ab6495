import type { IStatefulSet } from 'kubernetes-models/apps/v1';
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

/** A workload that keeps files: each pod has a volume of its own, which outlives it. */
export function statefulSet(
  ctx: RenderContext,
  { profile }: EnvironmentContext,
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
      serviceName: podsName(workload.objectName),
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
            ...(profile.storageClass
              ? { storageClassName: profile.storageClass }
              : {}),
            resources: { requests: { storage: workload.keep?.size ?? '1Gi' } },
          },
        },
      ],
    },
  };
  return { object: object as unknown as KubernetesObject, comments: {} };
}

/** The Service that gives each pod of a StatefulSet a name in DNS. */
export function podsName(objectName: string): string {
  return `${objectName}-pods`;
}
