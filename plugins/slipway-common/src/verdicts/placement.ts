import { newestOf, seenWords } from './events';
import { Rule, plural, severity } from './rule';

const words: Record<string, string> = {
  cpu: 'not enough CPU',
  memory: 'not enough memory',
  pods: 'no room for another pod',
  storage: 'not enough storage',
  taint: 'the nodes are reserved (taints)',
  affinity: 'no node matches the affinity or selector',
  volume: 'its volume is not there or in another zone',
  ports: 'the host port is taken',
};

export const unschedulable: Rule = (workload, { environment }) => {
  const waiting = workload.pods.filter(
    pod => pod.unschedulable && !pod.deleting,
  );
  if (waiting.length === 0) {
    return [];
  }
  const why = [...new Set(waiting.flatMap(pod => pod.unschedulable ?? []))];
  const short = why.find(w => w === 'cpu' || w === 'memory');
  const sentence = why.map(w => words[w] ?? w).join(', ');
  return [
    {
      code: 'unschedulable',
      state: severity(workload),
      message: `no node of ${environment} takes ${plural(
        waiting.length,
        'replica',
      )}${sentence && `: ${sentence}`}`,
      evidence: `Pod ${waiting[0].name}: Unschedulable${seenWords(
        newestOf(waiting[0].events, 'FailedScheduling'),
      )}.`,
      remedy: short
        ? `Lower resources.${short} or replicas for ${environment} in slipway.yaml, or ask the platform team for room.`
        : `Ask the platform team which nodes ${environment} may use.`,
    },
  ];
};

const refusals: Record<string, string> = {
  quota: 'a quota',
  policy: 'a policy',
};

/** The cluster refuses to make the pods at all: a quota, a policy, an admission webhook. */
export const createRefused: Rule = (workload, { environment }) => {
  const { replicaFailure, events, wanted, total } = workload;
  const said = newestOf(events, 'FailedCreate');
  // Of a StatefulSet nothing but the event tells, which stays for an hour after all is well again.
  if (!replicaFailure && !(said && total < wanted)) {
    return [];
  }
  const reason = replicaFailure ? replicaFailure.reason : said?.reason;
  const who = (said?.about && refusals[said.about]) || 'the cluster';
  return [
    {
      code: 'create-refused',
      state: severity(workload),
      message: `${who} refuses new pods in ${environment}`,
      evidence: `${workload.kind} ${workload.name}: ${[
        ...(replicaFailure ? ['ReplicaFailure'] : []),
        ...(reason ? [reason] : []),
      ].join(', ')}${seenWords(said)}.`,
      remedy: `Compare replicas and resources for ${environment} in slipway.yaml with the namespace's quota and policies.`,
    },
  ];
};

const creationFailures = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** A container that cannot be made: most often a ConfigMap or Secret that it names is missing. */
export const containerConfig: Rule = (workload, { environment }) => {
  for (const pod of workload.pods.filter(p => !p.deleting)) {
    const container = pod.containers.find(
      c => c.waiting && creationFailures.has(c.waiting),
    );
    if (container) {
      return [
        {
          code: 'container-config',
          state: severity(workload),
          message: `a container of ${environment} cannot be made`,
          evidence: `Container ${container.name} of pod ${pod.name}: ${container.waiting}.`,
          remedy: `Check that every ConfigMap, Secret and volume that it names exists in ${environment}.`,
        },
      ];
    }
  }
  return [];
};
