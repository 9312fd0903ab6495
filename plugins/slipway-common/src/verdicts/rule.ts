import { WorkloadFacts, PodFacts, ContainerFacts } from '../facts';
import { VerdictState } from '../types';
import { parseImage } from './image';
import { say, type Finding, type Sentence } from './say';

export interface RuleContext {
  /** The environment's name, for the sentences. */
  environment: string;
  /** What is late or due is so only in time. */
  now: string;
}

/** Says what one group of rules sees in a workload; nothing when all is well. */
export type Rule = (workload: WorkloadFacts, context: RuleContext) => Finding[];

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

/** Where a pod that runs and does not serve may say why: its container that ended most often. */
export function logOf({
  name,
  containers,
}: PodFacts): Pick<Finding, 'log'> | undefined {
  const [container] = containers
    .filter(({ init }) => !init)
    .sort((a, b) => b.restarts - a.restarts);
  return container && { log: { pod: name, container: container.name } };
}

/** `, or roll dev back to 0.1.7`, where an older version is known. */
export function orRollBack(
  workload: WorkloadFacts,
  { environment }: RuleContext,
): Sentence | '' {
  return workload.previousImage
    ? say`, or roll ${environment} back to ${
        parseImage(workload.previousImage).version
      }`
    : '';
}

export function replicasOf(count: number): Sentence {
  return count === 1 ? say`${count} replica` : say`${count} replicas`;
}

export function restartsOf(count: number): Sentence {
  return count === 1 ? say`${count} restart` : say`${count} restarts`;
}
