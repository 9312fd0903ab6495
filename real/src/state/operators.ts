import { labels, runAnnotations } from '@slipway/model';
import { Client } from '../contract/client';

const namespace = 'shop-prod';
const own = {
  [labels.kubernetesId]: 'payments',
  [labels.service]: 'payments',
  [labels.environment]: 'prod',
};
const commit = 'a'.repeat(40);

interface Written {
  /** Below the namespace. */
  path: string;
  object: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; [field: string]: unknown };
    [field: string]: unknown;
  };
  status?: object;
}

const condition = (type: string, reason: string, status = 'True') => ({
  type,
  status,
  reason,
  message: '',
  lastTransitionTime: '2026-11-20T10:00:00Z',
});

/**
 * What controllers would write of a service, constructed from the definitions: none of them runs beside these tests. The
 * server takes nothing that these definitions do not have. What some of them do write is recorded (`operators`).
 */
const written: Written[] = [
  {
    path: 'api/v1/resourcequotas',
    object: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota' },
      spec: { hard: { 'requests.memory': '1Gi', pods: '10' } },
    },
    status: {
      hard: { 'requests.memory': '1Gi', pods: '10' },
      used: { 'requests.memory': '256Mi', pods: '2' },
    },
  },
  {
    path: 'apis/autoscaling/v2/horizontalpodautoscalers',
    object: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'payments', labels: own },
      spec: {
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'payments',
        },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: 70 },
            },
          },
          {
            type: 'Pods',
            pods: {
              metric: { name: 'open_connections' },
              target: { type: 'AverageValue', averageValue: '500' },
            },
          },
        ],
      },
    },
    status: {
      currentReplicas: 2,
      desiredReplicas: 2,
      currentMetrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            current: { averageUtilization: 35, averageValue: '35m' },
          },
        },
        {
          type: 'Pods',
          pods: {
            metric: { name: 'open_connections' },
            current: { averageValue: '120500m' },
          },
        },
      ],
      conditions: [condition('ScalingActive', 'ValidMetricFound')],
    },
  },
  {
    path: 'apis/argoproj.io/v1alpha1/rollouts',
    object: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'payments-web', labels: own },
      spec: {
        replicas: 4,
        selector: { matchLabels: { app: 'payments-web' } },
        template: {
          metadata: { labels: { app: 'payments-web' } },
          spec: { containers: [{ name: 'web', image: 'web:0.1.8' }] },
        },
        strategy: {
          canary: {
            steps: [{ setWeight: 10 }, { pause: { duration: '5m' } }],
          },
        },
      },
    },
    status: {
      observedGeneration: '1',
      currentPodHash: 'new',
      stableRS: 'old',
      replicas: 5,
      readyReplicas: 5,
      updatedReplicas: 1,
      currentStepIndex: 1,
      controllerPause: true,
      pauseConditions: [
        { reason: 'CanaryPauseStep', startTime: '2026-11-20T11:58:00Z' },
      ],
      canary: {
        weights: {
          canary: { podTemplateHash: 'new', weight: 12 },
          stable: { podTemplateHash: 'old', weight: 88 },
        },
        currentBackgroundAnalysisRunStatus: {
          name: 'payments-web-2',
          status: 'Running',
        },
      },
      phase: 'Paused',
      message: 'CanaryPauseStep',
      conditions: [
        {
          ...condition('Progressing', 'RolloutPaused', 'Unknown'),
          lastUpdateTime: '2026-11-20T11:58:00Z',
        },
      ],
    },
  },
  {
    path: 'api/v1/events',
    object: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'payments-web.1', namespace },
      involvedObject: { kind: 'Rollout', name: 'payments-web', namespace },
      type: 'Warning',
      reason: 'FailedCreate',
      message: 'pods "payments-web-x" is forbidden: exceeded quota: quota',
      count: 3,
      // Later than anything that was made before it.
      firstTimestamp: '2099-01-01T00:00:00Z',
      lastTimestamp: '2099-01-01T00:00:00Z',
    },
  },
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
  {
    path: 'apis/batch/v1/cronjobs',
    object: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: {
        name: 'payments-db-backup',
        labels: { ...own, [labels.need]: 'db' },
        annotations: {
          [runAnnotations.run]: 'backup',
          [runAnnotations.objective]: '26h',
        },
      },
      spec: {
        schedule: '0 3 * * *',
        timeZone: 'Etc/UTC',
        jobTemplate: {
          spec: {
            template: {
              spec: {
                restartPolicy: 'Never',
                containers: [{ name: 'store', image: 'rclone:1' }],
              },
            },
          },
        },
      },
    },
    status: { lastSuccessfulTime: '2026-11-20T03:01:00Z' },
  },
  {
    path: 'apis/cert-manager.io/v1/certificates',
    object: {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'payments', labels: own },
      spec: {
        secretName: 'payments-tls',
        dnsNames: ['pay.example.org'],
        issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' },
      },
    },
    status: {
      notBefore: '2026-11-01T00:00:00Z',
      notAfter: '2027-02-01T00:00:00Z',
      renewalTime: '2027-01-02T00:00:00Z',
      conditions: [condition('Ready', 'Ready')],
    },
  },
  {
    path: 'apis/gateway.networking.k8s.io/v1/httproutes',
    object: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'payments', labels: own },
      spec: {
        hostnames: ['pay.example.org'],
        parentRefs: [{ name: 'public', namespace: 'gateways' }],
      },
    },
    status: {
      parents: [
        {
          parentRef: { name: 'public', namespace: 'gateways' },
          controllerName: 'example.org/gateway',
          conditions: [
            condition('Accepted', 'NoMatchingListenerHostname', 'False'),
          ],
        },
      ],
    },
  },
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

/** Writes all of them; throws what the server has against one. */
export async function writeOperators(client: Client): Promise<void> {
  // Another test may have made it.
  await client.post('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  for (const { path, object, status } of written) {
    const [root, ...rest] = path.split('/');
    const plural = rest.pop();
    const folder = `/${root}/${rest.join(
      '/',
    )}/namespaces/${namespace}/${plural}`;
    const strict = 'fieldValidation=Strict';
    const made = await client.post(`${folder}?${strict}`, object);
    expectTaken(object.kind, made);
    if (status) {
      const { apiVersion, kind, metadata } = made.body;
      expectTaken(
        `${kind}'s status`,
        await client.put(`${folder}/${metadata.name}/status?${strict}`, {
          ...made.body,
          apiVersion,
          kind,
          status,
        }),
      );
    }
  }
}

function expectTaken(
  what: string,
  { status, body }: { status: number; body: any },
) {
  if (status !== 200 && status !== 201) {
    throw new Error(`${what} was refused with ${status}: ${body?.message}`);
  }
}
