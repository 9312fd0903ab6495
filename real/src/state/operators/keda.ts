import { own, Written } from './written';

export const keda: Written[] = [
  {
    path: 'apis/keda.sh/v1alpha1/scaledobjects',
    object: {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'payments-worker', labels: own },
      spec: {
        scaleTargetRef: { name: 'payments-worker' },
        minReplicaCount: 0,
        maxReplicaCount: 5,
        triggers: [{ type: 'rabbitmq', metadata: { queueName: 'jobs' } }],
      },
    },
    status: {
      hpaName: 'keda-hpa-payments-worker',
      conditions: [
        // KEDA keeps no times.
        { type: 'Ready', status: 'True', reason: 'ScaledObjectReady' },
        { type: 'Active', status: 'False', reason: 'ScalerNotActive' },
      ],
    },
  },
];
