import { condition, namespace, own, Written } from './written';

/** What Argo Rollouts writes, and Kubernetes about it. */
export const rollouts: Written[] = [
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
];
