import { labels } from '@slipway/model';
import { condition, own, Written } from './written';

/** What CloudNativePG writes, and the volume that it asks for. */
export const cloudNativePg: Written[] = [
  {
    path: 'apis/postgresql.cnpg.io/v1/clusters',
    object: {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: {
        name: 'payments-db',
        labels: { ...own, [labels.need]: 'db' },
      },
      spec: {
        instances: 3,
        imageName: 'ghcr.io/cloudnative-pg/postgresql:18',
        storage: { size: '10Gi' },
      },
    },
    status: {
      instances: 3,
      readyInstances: 2,
      currentPrimary: 'payments-db-2',
      currentPrimaryTimestamp: '2026-11-20T10:00:00.000000Z',
      targetPrimary: 'payments-db-1',
      phase: 'Failing over',
      phaseReason: 'Failing over from payments-db-2 to payments-db-1',
      firstRecoverabilityPoint: '2026-11-13T03:00:00Z',
      lastSuccessfulBackup: '2026-11-20T03:00:00Z',
      conditions: [condition('Ready', 'ClusterIsNotReady', 'False')],
    },
  },
  {
    path: 'apis/postgresql.cnpg.io/v1/scheduledbackups',
    object: {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'ScheduledBackup',
      metadata: { name: 'payments-db-nightly' },
      spec: { schedule: '0 0 3 * * *', cluster: { name: 'payments-db' } },
    },
    status: { nextScheduleTime: '2026-11-21T03:00:00Z' },
  },
  {
    path: 'apis/postgresql.cnpg.io/v1/backups',
    object: {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: { name: 'payments-db-1' },
      spec: { cluster: { name: 'payments-db' } },
    },
    status: {
      phase: 'failed',
      startedAt: '2026-11-20T03:01:00Z',
      stoppedAt: '2026-11-20T03:02:00Z',
      error: 'no such bucket',
    },
  },
  {
    path: 'api/v1/persistentvolumeclaims',
    object: {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'data-payments-db-0',
        labels: { 'cnpg.io/cluster': 'payments-db' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '10Gi' } },
      },
    },
    status: { phase: 'Pending' },
  },
];
