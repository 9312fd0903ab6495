import type { EnvironmentContext, WorkloadContext } from '../../context';

export type Controller = { apiVersion: string; kind: string };

/** In a cluster's profile: Argo CD's kinds are of the same group and version, so the kind is told, too. */
export const ROLLOUTS = 'argoproj.io/v1alpha1/Rollout';

/** The kind that runs a workload's pods in an environment. */
export function controllerOf(
  environment: EnvironmentContext,
  workload: WorkloadContext,
): Controller {
  if (workload.type === 'job') {
    return { apiVersion: 'batch/v1', kind: 'CronJob' };
  }
  if (workload.keep) {
    return { apiVersion: 'apps/v1', kind: 'StatefulSet' };
  }
  return environment.delivery.rollout !== 'rolling' && workload.serves
    ? { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' }
    : { apiVersion: 'apps/v1', kind: 'Deployment' };
}
