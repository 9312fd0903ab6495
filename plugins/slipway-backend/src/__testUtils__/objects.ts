import { labels as names } from '@slipway/model';

const base = {
  service: 'payments',
  environment: 'dev',
  namespace: 'payments-dev',
};

export interface ServiceOptions {
  service?: string;
  environment?: string;
  namespace?: string;
  tag?: string;
  replicas?: number;
  ready?: number;
  waiting?: string;
  /** The how manieth rollout it is, and the ones that its ReplicaSet was before. */
  revision?: number;
  earlier?: string;
}

/** A Deployment, its ReplicaSet and its pods as a cluster sends them, with things in them that nobody may see. */
export function serviceObjects(options: ServiceOptions = {}) {
  const { service, environment, namespace } = { ...base, ...options };
  const { tag = '0.1.7-g1a2b3c4', replicas = 2, waiting } = options;
  const ready = options.ready ?? (waiting ? 0 : replicas);
  const labels = {
    [names.kubernetesId]: service,
    [names.service]: service,
    [names.environment]: environment,
    [names.workload]: service,
  };
  const image = `registry.example.org/shop/${service}:${tag}`;
  const hash = tag.replace(/[^a-z0-9]/g, '').slice(0, 10);
  const podSpec = {
    containers: [
      {
        name: service,
        image,
        env: [{ name: 'TOKEN', value: 'planted-secret' }],
        resources: { limits: { memory: '256Mi' } },
      },
    ],
  };
  const { revision = 1, earlier } = options;
  const annotations = {
    'deployment.kubernetes.io/revision': String(revision),
    note: 'planted-secret',
  };
  const deployment = {
    kind: 'Deployment',
    metadata: {
      name: service,
      namespace,
      labels,
      annotations,
      generation: 1,
      managedFields: [{ manager: 'planted-secret' }],
    },
    spec: { replicas, template: { spec: podSpec } },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: ready,
      conditions: [
        {
          type: 'Progressing',
          status: 'True',
          reason: waiting ? 'ReplicaSetUpdated' : 'NewReplicaSetAvailable',
          message: 'planted-secret at http://10.0.0.1:6443',
        },
      ],
    },
  };
  const replicaSet = {
    kind: 'ReplicaSet',
    metadata: {
      name: `${service}-${hash}`,
      uid: `uid-of-${namespace}-${service}-${hash}`,
      namespace,
      labels,
      annotations: {
        ...annotations,
        ...(earlier && {
          'deployment.kubernetes.io/revision-history': earlier,
        }),
      },
      ownerReferences: [{ controller: true, name: service }],
    },
    spec: { replicas, template: { spec: podSpec } },
    status: { replicas, readyReplicas: ready },
  };
  const pods = Array.from({ length: replicas }, (_, i) => ({
    kind: 'Pod',
    metadata: {
      name: `${service}-${hash}-${i}`,
      namespace,
      labels,
      ownerReferences: [{ controller: true, name: `${service}-${hash}` }],
    },
    spec: podSpec,
    status: {
      phase: waiting ? 'Pending' : 'Running',
      startTime: '2026-11-20T10:00:00Z',
      conditions: [
        {
          type: 'Ready',
          status: i < ready ? 'True' : 'False',
          lastTransitionTime: '2026-11-20T10:00:00Z',
        },
      ],
      containerStatuses: [
        {
          name: service,
          restartCount: 0,
          state: waiting
            ? { waiting: { reason: waiting, message: 'planted-secret' } }
            : { running: {} },
        },
      ],
    },
  }));
  return {
    deployment,
    replicaSet,
    pods,
    all: [deployment, replicaSet, ...pods],
  };
}
