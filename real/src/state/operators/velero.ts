import { namespace, Written } from './written';

export const velero: Written[] = [
  {
    path: 'apis/velero.io/v1/schedules',
    object: {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: { name: 'shop' },
      spec: {
        schedule: '0 4 * * *',
        template: { includedNamespaces: [namespace], ttl: '720h0m0s' },
      },
      status: { phase: 'Enabled', lastBackup: '2026-11-20T04:00:00Z' },
    },
  },
  {
    path: 'apis/velero.io/v1/backups',
    object: {
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
      metadata: {
        name: 'shop-20261120040000',
        labels: { 'velero.io/schedule-name': 'shop' },
      },
      spec: { includedNamespaces: [namespace] },
      status: {
        phase: 'PartiallyFailed',
        startTimestamp: '2026-11-20T04:00:00Z',
        completionTimestamp: '2026-11-20T04:05:00Z',
        expiration: '2026-12-20T04:00:00Z',
        errors: 2,
      },
    },
  },
];
