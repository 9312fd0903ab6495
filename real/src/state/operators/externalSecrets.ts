import { condition, own, Written } from './written';

export const externalSecrets: Written[] = [
  {
    path: 'apis/external-secrets.io/v1/externalsecrets',
    object: {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'payments-env', labels: own },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
        target: { name: 'payments-env' },
        dataFrom: [{ extract: { key: 'apps/payments/prod' } }],
      },
    },
    status: {
      refreshTime: '2026-11-20T10:00:00Z',
      conditions: [condition('Ready', 'SecretSynced')],
    },
  },
];
