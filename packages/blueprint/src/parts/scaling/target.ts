import type { EnvironmentContext, WorkloadContext } from '../../context';
import { controllerOf } from '../workload/controller';

/** What an autoscaler acts on. */
export function targetOf(
  environment: EnvironmentContext,
  workload: WorkloadContext,
): { apiVersion: string; kind: string; name: string } {
  return {
    ...controllerOf(environment, workload),
    name: workload.objectName,
  };
}
