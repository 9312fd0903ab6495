import { labels } from '@slipway/model';
import { labelled } from './stage';

/** Counts the pods that are there: work that nobody needs a queue for. */
export const pods = (work: string) => ({
  type: 'kubernetes-workload',
  metadata: { podSelector: `work=${work}`, value: '2' },
});

/** Nobody listens at this port. */
export const away = {
  type: 'metrics-api',
  metadata: {
    url: 'http://127.0.0.1:1/waiting',
    valueLocation: 'waiting',
    targetValue: '5',
  },
};

export const queueAway = {
  type: 'rabbitmq',
  metadata: {
    host: 'amqp://guest:guest@127.0.0.1:1/',
    queueName: 'payments',
    mode: 'QueueLength',
    value: '5',
  },
};

export const scaledObject = (
  name: string,
  triggers: object[],
  spec: object = {},
  annotations: object = {},
) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name, labels: labelled, annotations },
  spec: {
    scaleTargetRef: { name },
    pollingInterval: 2,
    minReplicaCount: 0,
    maxReplicaCount: 5,
    triggers,
    ...spec,
  },
});

export const deployment = (
  name: string,
  replicas: number,
  signs: object = {},
) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { ...labelled, [labels.workload]: name } },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { ...labelled, app: name, ...signs } },
      spec: {
        containers: [
          { name, image: `registry.example.org/shop/${name}:0.1.7` },
        ],
      },
    },
  },
});
