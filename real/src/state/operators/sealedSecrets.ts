import { condition, own, Written } from './written';

export const sealedSecrets: Written[] = [
  {
    path: 'apis/bitnami.com/v1alpha1/sealedsecrets',
    object: {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 'payments-sealed', labels: own },
      spec: { encryptedData: { KEY: 'AgB' } },
    },
    status: {
      conditions: [
        {
          ...condition('Synced', '', 'False'),
          lastUpdateTime: '2026-11-20T10:00:00Z',
        },
      ],
    },
  },
];
