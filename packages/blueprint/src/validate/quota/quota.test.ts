import type { KubernetesObject } from '../../kubernetes';
import { quotaFindings } from './quota';

const namespace = 'shop';

const pod = (cpu: string, memory: string) => ({
  spec: {
    containers: [
      {
        name: 'a',
        resources: { requests: { cpu, memory }, limits: { memory } },
      },
    ],
  },
});

const object = (
  kind: string,
  name: string,
  spec: object,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace },
  spec,
});

const quota = (hard: Record<string, string>) =>
  object('ResourceQuota', 'quota', { hard });

const api = (spec: object = {}) =>
  object('Deployment', 'api', { template: pod('500m', '1Gi'), ...spec });

const scaler = object('HorizontalPodAutoscaler', 'api', {
  scaleTargetRef: { kind: 'Deployment', name: 'api' },
  maxReplicas: 10,
});

/** Volumes as the platform that asks for more than it has. */
const store = (name: string, size: string, replicas = 1) =>
  object('StatefulSet', name, {
    replicas,
    template: pod('100m', '256Mi'),
    volumeClaimTemplates: [
      { spec: { resources: { requests: { storage: size } } } },
    ],
  });

describe('quotaFindings', () => {
  it.each<[string, KubernetesObject[]]>([
    ['no quota', [api({ replicas: 99 })]],
    [
      'what fits exactly',
      [
        api({ replicas: 3, strategy: { rollingUpdate: { maxSurge: 1 } } }),
        quota({ 'requests.cpu': '2' }),
      ],
    ],
    [
      'a quota of another namespace',
      [
        api({ replicas: 99 }),
        {
          ...quota({ pods: '1' }),
          metadata: { name: 'q', namespace: 'other' },
        },
      ],
    ],
    [
      'a job on the shelf',
      [
        object('CronJob', 'restore', {
          suspend: true,
          jobTemplate: { spec: { template: pod('9', '9Gi') } },
        }),
        quota({ cpu: '1' }),
      ],
    ],
    [
      'what is recreated',
      [
        api({ replicas: 4, strategy: { type: 'Recreate' } }),
        quota({ 'requests.cpu': '2' }),
      ],
    ],
  ])('finds nothing about %s', (_what, objects) => {
    expect(quotaFindings(objects)).toEqual([]);
  });

  it.each<[string, KubernetesObject[], string]>([
    [
      'pods at the most that an autoscaler makes, and one more while they are replaced',
      [
        api({ strategy: { rollingUpdate: { maxSurge: 1 } } }),
        scaler,
        quota({ 'requests.cpu': '5' }),
      ],
      "at its largest 'shop' asks for 5.5 of requests.cpu, and its quota has 5: api 5.5 (10 + 1 while it rolls out)",
    ],
    [
      'a quarter more where nothing is said about surge',
      [api({ replicas: 10 }), quota({ pods: '12' })],
      "at its largest 'shop' asks for 13 of pods, and its quota has 12: api 13 (10 + 3 while it rolls out)",
    ],
    [
      'volumes, with both sums',
      [
        store('postgres', '100Gi'),
        store('kafka', '50Gi', 3),
        store('logs', '60Gi'),
        quota({ 'requests.storage': '50Gi' }),
      ],
      "at its largest 'shop' asks for 310Gi of requests.storage, and its quota has 50Gi: kafka 150Gi (3), postgres 100Gi (1), logs 60Gi (1)",
    ],
    [
      'a quota for cpu as one for requests of it',
      [
        api({ replicas: 1, strategy: { type: 'Recreate' } }),
        quota({ cpu: '250m' }),
      ],
      "at its largest 'shop' asks for 0.5 of requests.cpu, and its quota has 0.25: api 0.5 (1)",
    ],
    [
      'what a LimitRange gives to those who say nothing',
      [
        api({ replicas: 1, strategy: { type: 'Recreate' } }),
        object('LimitRange', 'defaults', {
          limits: [{ type: 'Container', default: { cpu: '2' } }],
        }),
        quota({ 'limits.cpu': '1' }),
      ],
      "at its largest 'shop' asks for 2 of limits.cpu, and its quota has 1: api 2 (1)",
    ],
    [
      'both sides of blue and green',
      [
        object('Rollout', 'web', {
          replicas: 3,
          strategy: { blueGreen: {} },
          template: pod('100m', '1Gi'),
        }),
        quota({ 'requests.memory': '5Gi' }),
      ],
      "at its largest 'shop' asks for 6Gi of requests.memory, and its quota has 5Gi: web 6Gi (3 + 3 while it rolls out)",
    ],
    [
      'what an operator makes',
      [
        {
          ...object('Cluster', 'db', {
            instances: 3,
            storage: { size: '20Gi' },
            resources: { requests: { cpu: '1' } },
          }),
          apiVersion: 'postgresql.cnpg.io/v1',
        },
        quota({ 'requests.storage': '50Gi' }),
      ],
      "at its largest 'shop' asks for 60Gi of requests.storage, and its quota has 50Gi: db 60Gi (3)",
    ],
  ])('counts %s', (_what, objects, message) => {
    expect(quotaFindings(objects).map(finding => finding.message)).toEqual([
      message,
    ]);
  });
});
