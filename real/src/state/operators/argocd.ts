import { commit, namespace, own, Written } from './written';

export const argocd: Written[] = [
  {
    path: 'apis/argoproj.io/v1alpha1/applications',
    object: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'payments-prod', labels: own },
      spec: {
        project: 'default',
        source: { repoURL: 'https://git.example.org/shop/payments', path: '.' },
        destination: { name: 'real', namespace },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
      status: {
        sync: { status: 'OutOfSync', revision: commit },
        health: { status: 'Healthy' },
        resources: [
          {
            kind: 'Deployment',
            name: 'payments',
            namespace,
            group: 'apps',
            version: 'v1',
            status: 'OutOfSync',
          },
        ],
        history: [
          {
            id: 1,
            revision: commit,
            deployedAt: '2026-11-20T10:00:00Z',
            source: { repoURL: 'https://git.example.org/shop/payments' },
          },
        ],
        operationState: {
          phase: 'Succeeded',
          message: 'successfully synced',
          startedAt: '2026-11-20T10:00:00Z',
          operation: { sync: { revision: commit } },
          syncResult: {
            revision: commit,
            source: { repoURL: 'https://git.example.org/shop/payments' },
          },
        },
      },
    },
  },
];
