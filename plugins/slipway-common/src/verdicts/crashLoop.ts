import { ContainerFacts, PodFacts } from '../facts';
import { Reason } from '../types';
import { killedByProbe } from './probes';
import { Rule, containersOf, orRollBack, plural, severity } from './rule';

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
  const reason: Omit<Reason, 'message' | 'remedy'> = {
    code: 'crash-loop',
    state: severity(workload),
    evidence: evidence(pod, container),
  };
  const again = `${context.environment} restarts again and again`;
  const rollBack = orRollBack(workload, context);
  if (container.ended?.reason === 'OOMKilled') {
    const above = container.memoryLimit
      ? ` above ${container.memoryLimit}`
      : '';
    return [
      {
        ...reason,
        message: `${again}: it runs out of memory`,
        remedy: `Raise resources.memory for ${context.environment}${above} in slipway.yaml${rollBack}.`,
      },
    ];
  }
  return [
    {
      ...reason,
      message: `${again}: ${ending(container)}`,
      remedy: `Read the last log lines of container ${container.name}${rollBack}.`,
    },
  ];
};

function ending({ name, ended }: ContainerFacts): string {
  switch (ended?.exitCode) {
    case undefined:
      return `container ${name} does not stay up`;
    case 0:
      return `container ${name} ends although it should serve`;
    case 126:
    case 127:
      return `the command of container ${name} cannot be run`;
    default:
      return `container ${name} ends with exit code ${ended?.exitCode}`;
  }
}

function evidence(pod: PodFacts, container: ContainerFacts): string {
  const { ended, restarts, memoryLimit } = container;
  const facts = [
    ended && `exit ${ended.exitCode}`,
    ended?.reason,
    ended?.reason === 'OOMKilled' &&
      memoryLimit &&
      `limit ${readableMemory(memoryLimit)}`,
  ].filter(Boolean);
  const verb = ended?.reason === 'OOMKilled' ? 'was killed' : 'ended';
  const what = facts.length > 0 ? `${verb}: ${facts.join(', ')}` : 'ended';
  return `Container ${container.name} of pod ${pod.name} ${what}. ${plural(
    restarts,
    'restart',
  )}${over(pod.createdAt, ended?.at)}.`;
}

/** ` in 18 min`: from the pod's start to its last end, so that the sentence does not age. */
function over(from: string, to: string | undefined): string {
  const minutes = Math.round(
    (Date.parse(to ?? '') - Date.parse(from)) / 60_000,
  );
  if (!(minutes >= 1)) {
    return '';
  }
  if (minutes < 120) {
    return ` in ${minutes} min`;
  }
  return minutes < 48 * 60
    ? ` in ${Math.round(minutes / 60)} h`
    : ` in ${Math.round(minutes / 1440)} days`;
}

function readableMemory(quantity: string): string {
  const match = /^([0-9.]+)(Ki|Mi|Gi|Ti)$/.exec(quantity);
  return match ? `${match[1]} ${match[2]}B` : quantity;
}
