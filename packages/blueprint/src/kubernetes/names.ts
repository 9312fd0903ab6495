import type { KubernetesObject } from './types';

/**
 * How long the name of a kind may be, where that is less than the 253 characters of any object: names that end in
 * DNS or in a label have 63, from which goes what a controller appends to make the names of its pods.
 */
const lengths: Record<string, number> = {
  Namespace: 63,
  Service: 63,
  Job: 63,
  Pooler: 63,
  CronJob: 52,
  StatefulSet: 52,
  // An autoscaler named keda-hpa-<name>, which is a label too.
  ScaledObject: 54,
  // cloudnative-pg's own rule.
  Cluster: 50,
  // A StatefulSet named <name>-server.
  RabbitmqCluster: 45,
  // Pods named <name>-<pool>-<number>, with labels of both.
  Kafka: 40,
  KafkaNodePool: 40,
};

export function longestName({ kind }: KubernetesObject): number {
  return Object.hasOwn(lengths, kind) ? lengths[kind] : 253;
}
