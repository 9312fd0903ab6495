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

/** The one that the service brings for itself, where no operator runs one. */
export const ownPostgres = () => ({
  kind: 'StatefulSet',
  metadata: stamped('payments-db', { generation: 1 }),
  spec: {
    replicas: 1,
    template: { spec: { containers: [{ name: 'db', image: 'postgres:18' }] } },
  },
  status: {
    observedGeneration: 1,
    replicas: 1,
    updatedReplicas: 1,
    readyReplicas: 1,
  },
});

/** What CloudNativePG takes of it at night, and what it took. */
export const scheduledBackup = (spec: object = {}) => ({
  kind: 'ScheduledBackup',
  metadata: stamped('payments-db-nightly', { labels: {} }),
  spec: { schedule: '0 0 3 * * *', cluster: { name: 'payments-db' }, ...spec },
  status: { nextScheduleTime: '2026-11-21T03:00:00Z' },
});

export const postgresBackup = (day: string, status: object = {}) => ({
  kind: 'Backup',
  metadata: stamped(`payments-db-${day}`, { labels: {}, uid: `uid-${day}` }),
  spec: { cluster: { name: 'payments-db' } },
  status: {
    phase: 'completed',
    startedAt: `2026-11-${day}T03:00:00Z`,
    stoppedAt: `2026-11-${day}T03:02:00Z`,
    error: planted,
    endpointURL: planted,
    ...status,
  },
});

/** What Velero takes of whole namespaces, and what it took. */
export const veleroSchedule = (includedNamespaces?: string[]) => ({
  kind: 'Schedule',
  metadata: stamped('shop', { namespace: 'velero', labels: {} }),
  spec: {
    schedule: '0 4 * * *',
    template: { includedNamespaces, ttl: '720h0m0s', note: planted },
  },
});

export const veleroBackup = (day: string, status: object = {}) => ({
  kind: 'Backup',
  metadata: stamped(`shop-${day}`, {
    namespace: 'velero',
    uid: `uid-v-${day}`,
    labels: { 'velero.io/schedule-name': 'shop' },
  }),
  spec: { includedNamespaces: [namespace] },
  status: {
    phase: 'Completed',
    startTimestamp: `2026-11-${day}T04:00:00Z`,
    completionTimestamp: `2026-11-${day}T04:05:00Z`,
    expiration: '2026-12-20T04:00:00Z',
    failureReason: planted,
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
