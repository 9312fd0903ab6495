import { labels as names, runAnnotations } from '@slipway/model';

const labels = {
  [names.kubernetesId]: 'payments',
  [names.service]: 'payments',
  [names.environment]: 'dev',
};
const namespace = 'payments-dev';
const planted = 'planted-secret at http://10.0.0.1:6443';

/** What else a cluster says of a service, with things in it that nobody may see. */

export const quota = (used: Record<string, string>) => ({
  kind: 'ResourceQuota',
  metadata: { name: 'quota', namespace, annotations: { note: planted } },
  spec: { hard: { 'requests.memory': '2Gi', pods: '10' } },
  status: { hard: { 'requests.memory': '2Gi', pods: '10' }, used },
});

/** What a pod was measured to use; it is known for one that runs on where it has the hash of its template. */
export const podMetrics = (
  name: string,
  cpu: string,
  memory: string,
  more: Record<string, string> = { ...labels, 'pod-template-hash': '1' },
) => ({
  kind: 'PodMetrics',
  metadata: { name, namespace, labels: { ...more, note: planted } },
  timestamp: '2026-11-20T11:59:50Z',
  window: '15s',
  containers: [
    { name: 'main', usage: { cpu, memory } },
    { name: 'proxy', usage: { cpu: '0', memory: '0' } },
  ],
});

/** What a cluster warns of, with words that nobody may see. */
export const event = (
  reason: string,
  message: string,
  of = { kind: 'Pod', name: 'payments-017g1a2b3c-0' },
) => ({
  kind: 'Event',
  metadata: { name: `${of.name}.${reason}`.toLowerCase(), namespace },
  involvedObject: { ...of, namespace },
  reason,
  message: `${message} ${planted}`,
  type: 'Warning',
  count: 14,
  firstTimestamp: '2026-11-20T10:02:00Z',
  lastTimestamp: '2026-11-20T10:20:00Z',
});

export const autoscaler = (maxReplicas: number) => ({
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'payments', namespace, labels },
  spec: {
    scaleTargetRef: { kind: 'Deployment', name: 'payments' },
    minReplicas: 2,
    maxReplicas,
    metrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: 70 },
        },
      },
    ],
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
    ],
    conditions: [
      { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound' },
    ],
  },
});

export const cronJob = () => ({
  kind: 'CronJob',
  metadata: {
    name: 'payments-db-backup',
    namespace,
    labels: { ...labels, [names.need]: 'db' },
    annotations: {
      [runAnnotations.run]: 'backup',
      [runAnnotations.objective]: '26h',
      [runAnnotations.keep]: '7d',
    },
  },
  spec: { schedule: '0 3 * * *', timeZone: 'Etc/UTC' },
  status: { lastSuccessfulTime: '2026-11-20T03:01:00Z' },
});

/** A night's run, and its pod with the report that it left. */
export const backupRun = (day: string) => {
  const name = `payments-db-backup-${day}`;
  return [
    {
      kind: 'Job',
      metadata: {
        name,
        namespace,
        labels,
        uid: `uid-${day}`,
        ownerReferences: [{ controller: true, name: 'payments-db-backup' }],
      },
      status: {
        startTime: `2026-11-${day}T03:00:00Z`,
        completionTime: `2026-11-${day}T03:01:00Z`,
        conditions: [{ type: 'Complete', status: 'True' }],
      },
    },
    {
      kind: 'Pod',
      metadata: {
        name: `${name}-x`,
        namespace,
        labels,
        ownerReferences: [{ controller: true, name }],
      },
      spec: { containers: [{ name: 'store', image: 'rclone:1.71.2' }] },
      status: {
        phase: 'Succeeded',
        containerStatuses: [
          {
            name: 'store',
            state: {
              terminated: {
                exitCode: 0,
                message: `{"slipway":"backup","object":"payments/dev/db/2026-11-${day}T03-00-30Z.dump","bytes":4096,"oldest":"payments/dev/db/2026-11-13T03-00-30Z.dump","count":7}`,
              },
            },
          },
        ],
      },
    },
  ];
};

export const application = (
  status: 'Synced' | 'OutOfSync',
  message = planted,
) => ({
  kind: 'Application',
  metadata: { name: 'payments-dev', namespace: 'argocd', labels },
  spec: {
    source: { repoURL: 'http://user:planted-secret@10.0.0.1/shop.git' },
    syncPolicy: { automated: { selfHeal: true } },
  },
  status: {
    sync: { status, revision: 'a'.repeat(40) },
    health: { status: 'Healthy', message: planted },
    history: [
      { id: 1, revision: 'b'.repeat(40), deployedAt: '2026-11-19T10:00:00Z' },
      { id: 2, revision: 'a'.repeat(40), deployedAt: '2026-11-20T10:00:00Z' },
    ],
    operationState: {
      phase: status === 'Synced' ? 'Succeeded' : 'Failed',
      message,
      syncResult: { revision: 'a'.repeat(40), resources: [] },
    },
  },
});

export const certificate = () => ({
  kind: 'Certificate',
  metadata: { name: 'payments', namespace, labels },
  spec: {
    secretName: 'payments-tls',
    dnsNames: ['pay.example.org'],
    issuerRef: { name: 'letsencrypt' },
  },
  status: {
    notAfter: '2027-02-01T00:00:00Z',
    renewalTime: '2027-01-02T00:00:00Z',
    conditions: [{ type: 'Ready', status: 'True', message: planted }],
  },
});

export const externalSecret = () => ({
  kind: 'ExternalSecret',
  metadata: { name: 'payments-db', namespace, labels },
  spec: {
    secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
    target: { name: 'payments-db' },
    refreshInterval: '1h',
    data: [{ secretKey: 'password', remoteRef: { key: 'secret/shop/db' } }],
  },
  status: {
    refreshTime: '2026-11-20T10:00:00Z',
    conditions: [{ type: 'Ready', status: 'True', message: planted }],
  },
});

export const kustomization = () => ({
  kind: 'Kustomization',
  metadata: {
    name: 'payments',
    namespace: 'flux-system',
    labels,
    generation: 1,
  },
  spec: {
    targetNamespace: namespace,
    path: './deploy',
    sourceRef: { kind: 'GitRepository', name: 'payments' },
  },
  status: {
    observedGeneration: 1,
    lastAppliedRevision: `main@sha1:${'a'.repeat(40)}`,
    lastAttemptedRevision: `main@sha1:${'b'.repeat(40)}`,
    conditions: [
      {
        type: 'Ready',
        status: 'False',
        reason: 'BuildFailed',
        message: planted,
        observedGeneration: 1,
      },
    ],
  },
});
