import { ContainerFacts, PodFacts } from '../facts';
import { killedByProbe } from './probes';
import { Rule, containersOf, orRollBack, restartsOf, severity } from './rule';
import { ahead, list, say } from './say';
import type { Finding, Sentence } from './say';

/** Runs up and down: the kubelet holds it back, or it ended badly more than once and does not serve. */
function restartsAgainAndAgain(pod: PodFacts, container: ContainerFacts) {
  if (container.waiting === 'CrashLoopBackOff') {
    return true;
  }
  return (
    !pod.ready &&
    container.restarts >= 2 &&
    (container.ended?.exitCode ?? 0) !== 0
  );
}

export const crashLoop: Rule = (workload, context) => {
  const crashing = containersOf(workload)
    .filter(
      ({ pod, container }) =>
        restartsAgainAndAgain(pod, container) && !killedByProbe(pod, container),
    )
    .sort((a, b) => b.container.restarts - a.container.restarts);
  const worst = crashing[0];
  if (!worst) {
    return [];
  }
  const { pod, container } = worst;
  const { environment } = context;
  const found: Omit<Finding, 'message' | 'remedy'> = {
    code: 'crash-loop',
    state: severity(workload),
    evidence: evidence(pod, container),
    log: {
      pod: pod.name,
      container: container.name,
      ...(container.ended && { previous: true }),
    },
  };
  const rollBack = orRollBack(workload, context);
  if (container.ended?.reason === 'OOMKilled') {
    return [
      {
        ...found,
        message: say`${environment} restarts again and again: it runs out of memory`,
        remedy: container.memoryLimit
          ? say`Raise resources.memory for ${environment} above ${container.memoryLimit} in slipway.yaml${rollBack}.`
          : say`Raise resources.memory for ${environment} in slipway.yaml${rollBack}.`,
      },
    ];
  }
  return [
    {
      ...found,
      message: say`${environment} restarts again and again: ${ending(
        container,
      )}`,
      remedy: say`Read the last log lines of container ${container.name}${rollBack}.`,
    },
  ];
};

function ending({ name, ended }: ContainerFacts): Sentence {
  switch (ended?.exitCode) {
    case undefined:
      return say`container ${name} does not stay up`;
    case 0:
      return say`container ${name} ends although it should serve`;
    case 126:
    case 127:
      return say`the command of container ${name} cannot be run`;
    default:
      return say`container ${name} ends with exit code ${ended!.exitCode}`;
  }
}

function evidence(pod: PodFacts, container: ContainerFacts): Sentence {
  const { ended, restarts, memoryLimit } = container;
  const killed = ended?.reason === 'OOMKilled';
  const facts = list([
    ...(ended ? [say`exit ${ended.exitCode}`] : []),
    ...(ended?.reason ? [ended.reason] : []),
    ...(killed && memoryLimit
      ? [say`limit ${readableMemory(memoryLimit)}`]
      : []),
  ]);
  const { name } = container;
  const often = timesOf(restarts, pod.createdAt, ended?.at);
  if (!facts) {
    return say`Container ${name} of pod ${pod.name} ended. ${often}.`;
  }
  return killed
    ? say`Container ${name} of pod ${pod.name} was killed: ${facts}. ${often}.`
    : say`Container ${name} of pod ${pod.name} ended: ${facts}. ${often}.`;
}

/** `3 restarts in 18 min`: from the pod's start to its last end, so that the sentence does not age. */
function timesOf(
  restarts: number,
  from: string,
  to: string | undefined,
): Sentence {
  const minutes = Math.round(
    (Date.parse(to ?? '') - Date.parse(from)) / 60_000,
  );
  return minutes >= 1
    ? say`${restartsOf(restarts)} ${ahead(minutes * 60)}`
    : restartsOf(restarts);
}

function readableMemory(quantity: string): string {
  const match = /^([0-9.]+)(Ki|Mi|Gi|Ti)$/.exec(quantity);
  return match ? `${match[1]} ${match[2]}B` : quantity;
}
