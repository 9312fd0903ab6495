import { seconds } from '@slipway/model';
import type { EnvironmentContext, NeedContext } from '../../../context';
import type { KubernetesObject } from '../../../kubernetes';
import { resourcesOf } from '../../workload/resources';
import { needLabels } from '../labels';

const API = 'kafka.strimzi.io/v1';

/** Strimzi's operator runs the brokers, in KRaft mode, and makes the topics. */
export function strimziObjects(
  environment: EnvironmentContext,
  need: NeedContext,
): KubernetesObject[] {
  const members = need.instances ?? 1;
  const storageClass = need.storageClass ?? environment.profile.storageClass;
  const copies = Math.min(3, members);
  return [
    {
      apiVersion: API,
      kind: 'KafkaNodePool',
      metadata: {
        name: `${need.objectName}-nodes`,
        labels: {
          ...needLabels(need),
          'strimzi.io/cluster': need.objectName,
        },
      },
      spec: {
        replicas: members,
        roles: ['controller', 'broker'],
        storage: {
          type: 'persistent-claim',
          size: need.size ?? '10Gi',
          ...(storageClass ? { class: storageClass } : {}),
          kraftMetadata: 'shared',
        },
        resources: resourcesOf(need.resources ?? {}),
      },
    },
    {
      apiVersion: API,
      kind: 'Kafka',
      metadata: { name: need.objectName, labels: needLabels(need) },
      spec: {
        kafka: {
          version: need.version,
          // Brokers in different zones, and copies of a partition as well.
          ...(members > 1 && (environment.profile.zones ?? 1) > 1
            ? { rack: { topologyKey: 'topology.kubernetes.io/zone' } }
            : {}),
          listeners: [
            { name: 'plain', port: need.port, type: 'internal', tls: false },
          ],
          config: {
            'offsets.topic.replication.factor': copies,
            'transaction.state.log.replication.factor': copies,
            'transaction.state.log.min.isr': Math.max(1, copies - 1),
            'default.replication.factor': copies,
            'min.insync.replicas': Math.max(1, copies - 1),
          },
        },
        entityOperator: { topicOperator: {} },
      },
    },
    ...topics(need, copies),
  ];
}

function topics(need: NeedContext, copies: number): KubernetesObject[] {
  return Object.entries(need.topics ?? {}).map(
    ([name, { partitions, keep }]) => ({
      apiVersion: API,
      kind: 'KafkaTopic',
      metadata: {
        name: `${need.objectName}-${name
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')}`,
        labels: {
          ...needLabels(need),
          'strimzi.io/cluster': need.objectName,
        },
      },
      spec: {
        topicName: name,
        partitions: partitions ?? 3,
        replicas: copies,
        ...(keep ? { config: { 'retention.ms': seconds(keep) * 1000 } } : {}),
      },
    }),
  );
}
