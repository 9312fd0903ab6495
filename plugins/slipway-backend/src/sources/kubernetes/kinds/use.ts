import { Used } from '@slipway/plugin-slipway-common';
import { quantityIn } from '@slipway/model';
import { unusableAnswer } from '../problems';
import { Namer, Whose } from '../whose';
import { Pruned, Raw, array, joined, shared, text } from './read';

/** What the pods of a namespace were measured to use: no pod is kept by itself. */
export interface PrunedUse extends Pruned {
  kind: 'PodMetrics';
  all: Used;
  /** Of what workloads of services run, by {@link ownerOf}. */
  of: Map<string, { pods: number; used: Used }>;
}

/** By one of these a pod is known for one that a workload keeps running; the others come and go. */
const keptBy = [
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
];

/** One pod, as the beginning of the sum of its namespace. It is measured and not stored, so that it has no version. */
export function pruneUse(object: unknown, whose: Namer): PrunedUse {
  const { metadata, containers } = (object ?? {}) as Raw;
  const { name, namespace, labels = {} } = (metadata ?? {}) as Raw;
  if (!text(name) || !text(namespace) || !Array.isArray(containers)) {
    throw unusableAnswer();
  }
  const sum = (of: string) =>
    array(containers).reduce(
      (all, { usage }) => all + (quantityIn(usage?.[of]) ?? 0),
      0,
    );
  const used = { cpu: sum('cpu'), memory: sum('memory') };
  const kept = keptBy.some(label => Object.hasOwn(labels, label));
  const owner = kept ? whose({ namespace, name, labels }) : undefined;
  return {
    kind: 'PodMetrics',
    key: shared(namespace),
    name: shared(namespace),
    namespace: shared(namespace),
    resourceVersion: '',
    service: '',
    environment: '',
    createdAt: '',
    all: { ...used },
    of: new Map(owner ? [[ownerOf(owner), { pods: 1, used }]] : []),
  };
}

export function ownerOf({ service, environment }: Whose): string {
  return joined(service, environment);
}

/** Adds one to the sum that another began. */
export function withUse(sum: PrunedUse, one: PrunedUse): PrunedUse {
  add(sum.all, one.all);
  for (const [owner, { pods, used }] of one.of) {
    const known = sum.of.get(owner);
    if (known) {
      known.pods += pods;
      add(known.used, used);
    } else {
      sum.of.set(owner, { pods, used });
    }
  }
  return sum;
}

function add(sum: Used, one: Used) {
  sum.cpu += one.cpu;
  sum.memory += one.memory;
}
