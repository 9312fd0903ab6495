import { labels } from '@slipway/model';
import type { RenderContext } from '../context';

/** A catalog reference's name, which is also a valid label value. */
function nameOf(ref: string): string {
  return ref.slice(Math.max(ref.lastIndexOf('/'), ref.lastIndexOf(':')) + 1);
}

/** What every object of the service carries in one environment. */
export function environmentLabels(
  ctx: RenderContext,
  environment: string,
): Record<string, string> {
  return { ...serviceLabels(ctx), [labels.environment]: environment };
}

/** What every object of the service carries. */
function serviceLabels(ctx: RenderContext): Record<string, string> {
  return {
    [labels.name]: ctx.name,
    [labels.partOf]: nameOf(ctx.service.metadata.system ?? ctx.name),
    [labels.managedBy]: 'slipway',
    [labels.kubernetesId]: ctx.name,
    [labels.service]: ctx.name,
  };
}

/** What tells the workloads of a service apart. */
export function workloadLabels(
  workload: string,
  type: string,
): Record<string, string> {
  return { [labels.component]: type, [labels.workload]: workload };
}

/** Never changes in a workload's life, since a Deployment's selector cannot. */
export function selectorLabels(
  ctx: RenderContext,
  workload: string,
): Record<string, string> {
  return { [labels.service]: ctx.name, [labels.workload]: workload };
}
