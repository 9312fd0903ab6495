import type { ICronJob } from 'kubernetes-models/batch/v1';
import { seconds } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { workloadLabels } from '../../kubernetes/labels';
import type { PodAddition } from '../part';
import { podTemplate } from './pod';
import type { Running } from './running';

export function cronJob(
  ctx: RenderContext,
  _environment: EnvironmentContext,
  workload: WorkloadContext,
  addition: PodAddition,
): Running {
  const template = podTemplate(ctx, workload, addition);
  const object: ICronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      schedule: workload.schedule ?? '0 0 * * *',
      ...(workload.timeZone ? { timeZone: workload.timeZone } : {}),
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          ...(workload.deadline
            ? { activeDeadlineSeconds: seconds(workload.deadline) }
            : {}),
          template: {
            ...template,
            spec: { ...template.spec, restartPolicy: 'Never' },
          },
        },
      },
    },
  };
  return {
    object: object as unknown as KubernetesObject,
    comments: {
      'spec.startingDeadlineSeconds':
        'A controller that was away for long starts what is due, not what was.',
    },
  };
}
