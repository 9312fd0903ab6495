import { labels as names } from '@slipway/model';

const namespace = 'payments-dev';
const labels = {
  [names.kubernetesId]: 'payments',
  [names.service]: 'payments',
  [names.environment]: 'dev',
  [names.workload]: 'payments',
};
const planted = 'planted-secret at http://10.0.0.1:6443';
const container = (tag: string) => ({
  name: 'payments',
  image: `registry.example.org/shop/payments:${tag}`,
  env: [{ name: 'TOKEN', value: planted }],
});

/** A Rollout to 0.1.8 whose ReplicaSet is `new`, from 0.1.7 whose ReplicaSet is `old`. */
export const rollout = (status: object, spec: object = {}) => ({
  kind: 'Rollout',
  metadata: {
    name: 'payments',
    namespace,
    labels,
    generation: 2,
    resourceVersion: '1',
    creationTimestamp: '2026-11-20T10:00:00Z',
  },
  spec: {
    replicas: 4,
    template: { spec: { containers: [container('0.1.8')] } },
    strategy: {
      canary: {
        steps: [
          { setWeight: 10 },
          { pause: { duration: '5m' } },
          { setWeight: 50 },
          { pause: { duration: '10m' } },
        ],
      },
    },
    ...spec,
  },
  status: {
    observedGeneration: '2',
    currentPodHash: 'new',
    stableRS: 'old',
    replicas: 5,
    readyReplicas: 5,
    updatedReplicas: 1,
    message: planted,
    ...status,
  },
});

export const rolloutSet = (
  hash: string,
  tag: string,
  replicas: number,
  readyReplicas = replicas,
) => ({
  kind: 'ReplicaSet',
  metadata: {
    name: `payments-${hash}`,
    namespace,
    labels: { ...labels, 'rollouts-pod-template-hash': hash },
    resourceVersion: '1',
    creationTimestamp: '2026-11-20T11:00:00Z',
    ownerReferences: [{ controller: true, kind: 'Rollout', name: 'payments' }],
  },
  spec: { replicas, template: { spec: { containers: [container(tag)] } } },
  status: { replicas, readyReplicas },
});
