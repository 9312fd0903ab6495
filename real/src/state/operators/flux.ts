import { commit, condition, own, Written } from './written';

export const flux: Written[] = [
  {
    path: 'apis/kustomize.toolkit.fluxcd.io/v1/kustomizations',
    object: {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'payments', labels: own },
      spec: {
        interval: '10m',
        prune: true,
        path: './deploy/overlays/prod',
        sourceRef: { kind: 'GitRepository', name: 'payments' },
      },
    },
    status: {
      observedGeneration: 1,
      lastAppliedRevision: `main@sha1:${commit}`,
      lastAttemptedRevision: `main@sha1:${'b'.repeat(40)}`,
      conditions: [
        {
          ...condition('Ready', 'BuildFailed', 'False'),
          observedGeneration: 1,
        },
      ],
    },
  },
];
