import type { IngressFacts, IngressPeer } from '../facts';
import type { Note } from '../types';
import type { RuleContext } from './rule';
import { noteOf, say, some, type Sentence } from './say';

/** Who may connect to the pods, as policies have it: one sentence for all workloads of which the same is so. */
export function ingressNotes(
  ingress: readonly IngressFacts[],
  context: RuleContext,
): Note[] {
  const alike = new Map<string, IngressFacts[]>();
  for (const one of ingress) {
    const key = JSON.stringify([one.access, one.from]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].map(same =>
    noteOf(sentenceOf(same, ingress.length > same.length, context)),
  );
}

function sentenceOf(
  same: IngressFacts[],
  others: boolean,
  { environment }: RuleContext,
): Sentence {
  const [{ access, from }] = same;
  const pods = others
    ? say`pods of ${some(
        same.map(({ workload }) => workload),
      )} in ${environment}`
    : say`pods in ${environment}`;
  switch (access) {
    case 'open':
      return say`Anybody may connect to the ${pods}: no NetworkPolicy limits it`;
    case 'allowed':
      return say`Anybody may connect to the ${pods}: a NetworkPolicy allows it`;
    case 'closed':
      return say`Nobody may connect to the ${pods}: NetworkPolicies allow nobody`;
    default:
      return say`Only ${some(
        from.map(peerOf),
      )} may connect to the ${pods}, as NetworkPolicies have it`;
  }
}

function peerOf({ who, name = '' }: IngressPeer): Sentence {
  switch (who) {
    case 'service':
      return say`pods of ${name}`;
    case 'namespace':
      return say`namespace ${name}`;
    case 'neighbours':
      return say`pods of its own namespace`;
    case 'some-neighbours':
      return say`some pods of its own namespace`;
    case 'cluster':
      return say`every pod of the cluster`;
    case 'some-namespaces':
      return say`pods of some namespaces`;
    default:
      return say`some addresses`;
  }
}
