import { WorkloadFacts, PodFacts, ContainerFacts } from '../facts';
import { Reason, VerdictState } from '../types';
import { parseImage } from './image';

export interface RuleContext {
  /** The environment's name, for the sentences. */
  environment: string;
  /** What is late or due is so only in time. */
  now: string;
}

/** Says what one group of rules sees in a workload; nothing when all is well. */
export type Rule = (workload: WorkloadFacts, context: RuleContext) => Reason[];

/** A trouble that some replicas survive is a degradation; one that leaves none is a failure. */
export function severity(workload: WorkloadFacts): VerdictState {
  return workload.ready > 0 ? 'degraded' : 'failed';
}

export function containersOf(
  workload: WorkloadFacts,
): { pod: PodFacts; container: ContainerFacts }[] {
  return workload.pods
    .filter(pod => !pod.deleting)
    .flatMap(pod => pod.containers.map(container => ({ pod, container })));
}

/** `, or roll dev back to 0.1.7`, where an older version is known. */
export function orRollBack(
  workload: WorkloadFacts,
  { environment }: RuleContext,
): string {
  return workload.previousImage
    ? `, or roll ${environment} back to ${
        parseImage(workload.previousImage).version
      }`
    : '';
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
