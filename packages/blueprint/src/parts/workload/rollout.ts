import type { IRollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1';
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

/** Argo Rollouts: a new version takes over step by step, or all at once after it was looked at. */
export function rollout(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
  addition: PodAddition,
): Running {
  const { metadata, spec } = podTemplate(
    ctx,
    workload,
    addition,
    spreadOf(ctx, workload, 'Rollout'),
  );
  const object: IRollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      ...(isScaled(workload) ? {} : { replicas: fewest(workload) }),
      revisionHistoryLimit: 5,
      selector: { matchLabels: selectorLabels(ctx, workload.name) },
      strategy: strategy(environment, workload),
      template: { metadata, spec },
    } as IRollout['spec'],
  };
  return { object: object as unknown as KubernetesObject, comments: {} };
}

function strategy(
  { delivery }: EnvironmentContext,
  { objectName }: WorkloadContext,
) {
  return delivery.rollout === 'blue-green'
    ? {
        blueGreen: {
          activeService: objectName,
          previewService: previewName(objectName),
          autoPromotionEnabled: false,
          scaleDownDelaySeconds: 300,
        },
      }
    : {
        canary: {
          maxSurge: 1,
          maxUnavailable: 0,
          steps: [
            { setWeight: 10 },
            { pause: { duration: '5m' } },
            { setWeight: 50 },
            { pause: { duration: '10m' } },
          ],
        },
      };
}

/** The Service by which a new version is looked at before it takes over. */
export function previewName(objectName: string): string {
  return `${objectName}-preview`;
}
