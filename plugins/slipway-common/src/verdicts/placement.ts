import { newestOf, seenWords } from './events';
import { Rule, replicasOf, severity } from './rule';
import { list, say, type Sentence } from './say';

const words: Record<string, Sentence> = {
  cpu: say`not enough CPU`,
  memory: say`not enough memory`,
  pods: say`no room for another pod`,
  storage: say`not enough storage`,
  taint: say`the nodes are reserved (taints)`,
  affinity: say`no node matches the affinity or selector`,
  volume: say`its volume is not there or in another zone`,
  ports: say`the host port is taken`,
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
  const whys = list(why.map(w => words[w] ?? w));
  const count = replicasOf(waiting.length);
  return [
    {
      code: 'unschedulable',
      state: severity(workload),
      message: whys
        ? say`No node of ${environment} takes ${count}: ${whys}`
        : say`No node of ${environment} takes ${count}`,
      evidence: say`Pod ${waiting[0].name}: Unschedulable${seenWords(
        newestOf(waiting[0].events, 'FailedScheduling'),
      )}.`,
      remedy: short
        ? say`Lower resources.${short} or replicas for ${environment} in slipway.yaml, or ask the platform team for room.`
        : say`Ask the platform team which nodes ${environment} may use.`,
    },
  ];
};

const refusals: Record<string, Sentence> = {
  quota: say`a quota`,
  policy: say`a policy`,
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
  const who = (said?.about && refusals[said.about]) || say`the cluster`;
  return [
    {
      code: 'create-refused',
      state: severity(workload),
      message: say`${who} refuses new pods in ${environment}`,
      evidence: say`${workload.kind} ${workload.name}: ${list([
        ...(replicaFailure ? ['ReplicaFailure'] : []),
        ...(reason ? [reason] : []),
      ])}${seenWords(said)}.`,
      remedy: say`Compare replicas and resources for ${environment} in slipway.yaml with the namespace's quota and policies.`,
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
          message: say`A container of ${environment} cannot be made`,
          evidence: say`Container ${container.name} of pod ${
            pod.name
          }: ${container.waiting!}.`,
          remedy: say`Check that every ConfigMap, Secret and volume that it names exists in ${environment}.`,
        },
      ];
    }
  }
  return [];
};
