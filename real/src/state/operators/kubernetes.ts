import { labels, runAnnotations } from '@slipway/model';
import { condition, own, Written } from './written';

/** What Kubernetes itself has to say. */
export const kubernetes: Written[] = [
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
];
