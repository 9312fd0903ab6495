import { PodFacts, WorkloadFacts } from '../facts';
import { parseImage } from './image';
import { newestOf } from './events';
import { progressWords } from './progressive';
import { Rule, logOf, orRollBack, severity } from './rule';
import { list, minute, say, type Sentence } from './say';

export const scaledToZero: Rule = (workload, { environment }) =>
  workload.wanted === 0
    ? [
        {
          code: 'scaled-to-zero',
          state: workload.total > 0 ? 'progressing' : 'healthy',
          message: say`${environment} is scaled to zero`,
          remedy: say`Set replicas for ${environment} in slipway.yaml to run it again.`,
        },
      ]
    : [];

export const progressDeadline: Rule = (workload, context) =>
  workload.progressing?.reason === 'ProgressDeadlineExceeded'
    ? [
        {
          code: 'progress-deadline',
          state: severity(workload),
          message: say`The rollout to ${
            parseImage(workload.image).version
          } in ${context.environment} got stuck`,
          evidence: say`${workload.kind} ${workload.name}: ProgressDeadlineExceeded, ${workload.updated} of ${workload.wanted} updated, ${workload.ready} ready.`,
          remedy: say`Look at the new pods' probes and logs${orRollBack(
            workload,
            context,
          )}.`,
        },
      ]
    : [];

/** It moves by itself: new replicas come, old ones go. */
export const rollout: Rule = (workload, { environment }) => {
  const { wanted, ready, updated, paused } = workload;
  const { version } = parseImage(workload.image);
  const moving = isMoving(workload);
  if (paused && moving) {
    return [
      {
        code: 'paused',
        state: 'progressing',
        message: say`The rollout to ${version} in ${environment} is paused`,
        evidence: say`${updated} of ${wanted} updated.`,
        remedy: say`Resume the rollout of ${workload.kind} ${workload.name}.`,
      },
    ];
  }
  if (!moving && (ready >= wanted || !stillComing(workload))) {
    return [];
  }
  return [
    {
      code: 'rollout',
      state: 'progressing',
      message: say`${environment} is moving to ${version}`,
      evidence: say`${list([
        ...progressWords(workload),
        say`${updated} of ${wanted} updated`,
        say`${ready} ready`,
      ])}.`,
    },
  ];
};

function isMoving(workload: WorkloadFacts): boolean {
  const { wanted, updated, total, observed } = workload;
  return (
    !observed ||
    updated < wanted ||
    // What a Rollout left behind stays for a while, in case that somebody turns back.
    (workload.rollout
      ? workload.rollout.canary !== undefined
      : total > Math.max(updated, wanted))
  );
}

/** Replicas are missing, and nothing says that they come by themselves. */
export const notReady: Rule = (workload, { environment }) => {
  const { wanted, ready } = workload;
  if (ready >= wanted) {
    return [];
  }
  const example = workload.pods.find(pod => !pod.ready && !pod.deleting);
  return [
    {
      code: 'not-ready',
      state: severity(workload),
      message: say`Only ${ready} of ${wanted} replicas serve in ${environment}`,
      ...evidenceOf(example?.name, evictedWords(workload)),
      remedy: example
        ? say`Look at the readiness probe and the log of pod ${example.name}.`
        : say`Look at the readiness probe and the log of the pods of ${workload.name}.`,
      ...(example && logOf(example)),
    },
  ];
};

function evidenceOf(
  pod: string | undefined,
  evicted: Sentence | undefined,
): { evidence?: Sentence } {
  const missing = pod ? say`Pod ${pod} is not ready.` : undefined;
  const evidence =
    missing && evicted ? say`${missing} ${evicted}` : missing ?? evicted;
  return evidence ? { evidence } : {};
}

const shortOf: Record<string, Sentence> = {
  memory: say`: its node had too little memory left`,
  disk: say`: its node had too little disk left`,
  processes: say`: its node had too many processes`,
};

function evictedWords({ events }: WorkloadFacts): Sentence | undefined {
  const evicted = newestOf(events, 'Evicted');
  return (
    evicted &&
    say`A pod was evicted at ${minute(evicted.lastAt)}${
      shortOf[evicted.about ?? ''] ?? ''
    }.`
  );
}

function stillComing(workload: Parameters<Rule>[0]): boolean {
  const { progressing, pods } = workload;
  if (progressing?.status && progressing.reason !== 'NewReplicaSetAvailable') {
    return true;
  }
  const missing = pods.filter(pod => !pod.ready && !pod.deleting);
  return missing.length > 0 && missing.every(starting);
}

function starting(pod: PodFacts): boolean {
  return !pod.wasReady && pod.containers.every(c => c.restarts === 0);
}
