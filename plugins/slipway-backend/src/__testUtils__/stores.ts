import { labels as names } from '@slipway/model';

const namespace = 'payments-dev';
const labels = {
  [names.kubernetesId]: 'payments',
  [names.service]: 'payments',
  [names.environment]: 'dev',
};
const planted = 'planted-secret at http://10.0.0.1:6443';
const stamped = (name: string, more: object = {}) => ({
  name,
  namespace,
  labels: { ...labels, [names.need]: 'db' },
  resourceVersion: '1',
  creationTimestamp: '2026-11-20T10:00:00Z',
  ...more,
});

/** What keeps data, as operators tell of it, with things in it that nobody may see. */

export const postgres = (status: object = {}, annotations: object = {}) => ({
  kind: 'Cluster',
  metadata: stamped('payments-db', { annotations }),
  spec: {
    instances: 3,
    backup: { retentionPolicy: '30d', barmanObjectStore: { note: planted } },
  },
  status: {
    readyInstances: 3,
    currentPrimary: 'payments-db-1',
    currentPrimaryTimestamp: '2026-11-20T10:01:02.123456Z',
    phase: 'Cluster in healthy state',
    phaseReason: planted,
    ...status,
  },
});

export const conditioned = (
  kind: 'Kafka' | 'KafkaTopic' | 'RabbitmqCluster',
  conditions?: { type: string; status: string; reason?: string }[],
) => ({
  kind,
  metadata: stamped('payments-events'),
  spec: {},
  ...(conditions && {
    status: {
      conditions: conditions.map(one => ({ ...one, message: planted })),
    },
  }),
});

export const claim = (
  name: string,
  status: object,
  more: { labels?: object; spec?: object } = {},
) => ({
  kind: 'PersistentVolumeClaim',
  metadata: stamped(name, { labels: more.labels ?? {} }),
  spec: {
    storageClassName: 'fast',
    resources: { requests: { storage: '1Gi' } },
    ...more.spec,
  },
  status,
});

/** A server in a pod of its own, as a service brings it for itself. */
export const ownServer = (replicas = 1) => ({
  kind: 'StatefulSet',
  metadata: stamped('payments-db'),
  spec: {
    replicas,
    template: { spec: { containers: [{ name: 'postgres', image: 'x:1' }] } },
    volumeClaimTemplates: [{ metadata: { name: 'data' } }],
  },
  status: { replicas, readyReplicas: replicas },
});
