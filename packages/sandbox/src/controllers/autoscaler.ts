import { timestamp } from '../clock';
import { KubernetesObject } from '../kubernetes';
import { Change, Condition, Outcome, World, setCondition } from './types';

/** What a container of the demo takes of what it asks for: nobody uses the demo. */
const IDLE_PERCENT = 35;

const SCALED = ['Deployment', 'StatefulSet', 'Rollout'];

/** Keeps workloads within their bounds. Nothing here is busy, so that none ever needs more than its fewest. */
export function reconcileAutoscalers(world: World): Outcome {
  return {
    changes: world
      .list('HorizontalPodAutoscaler')
      .flatMap(scaler => reconcileAutoscaler(scaler, world)),
  };
}

function reconcileAutoscaler(scaler: KubernetesObject, world: World): Change[] {
  const {
    scaleTargetRef,
    minReplicas = 1,
    maxReplicas,
    metrics,
  } = scaler.spec ?? {};
  const target = SCALED.includes(scaleTargetRef?.kind)
    ? world.get(
        scaleTargetRef.kind,
        scaler.metadata.namespace,
        scaleTargetRef.name,
      )
    : undefined;
  const now = timestamp(world.now);
  const conditions = (...wanted: Condition[]) =>
    wanted.reduce(
      (all, one) => setCondition(all, one, now),
      (scaler.status?.conditions ?? []) as Condition[],
    );
  if (!target) {
    const status = {
      currentReplicas: 0,
      desiredReplicas: 0,
      conditions: conditions({
        type: 'AbleToScale',
        status: 'False',
        reason: 'FailedGetScale',
        message: `deployments/scale.apps "${scaleTargetRef?.name}" not found`,
      }),
    };
    return [{ op: 'status', object: { ...scaler, status } }];
  }
  const current: number = target.spec?.replicas ?? 1;
  const desired = Math.min(Math.max(current, minReplicas), maxReplicas);
  const status = {
    currentReplicas: target.status?.replicas ?? 0,
    desiredReplicas: desired,
    currentMetrics: (metrics ?? []).flatMap(idle),
    conditions: conditions(
      {
        type: 'AbleToScale',
        status: 'True',
        reason: 'ReadyForNewScale',
        message: 'recommended size matches current size',
      },
      {
        type: 'ScalingActive',
        status: 'True',
        reason: 'ValidMetricFound',
        message: 'the HPA was able to successfully calculate a replica count',
      },
      {
        type: 'ScalingLimited',
        status: 'True',
        reason: 'TooFewReplicas',
        message:
          'the desired replica count is less than the minimum replica count',
      },
    ),
  };
  return [
    { op: 'status', object: { ...scaler, status } },
    ...(desired === current
      ? []
      : [
          {
            op: 'update' as const,
            object: {
              ...target,
              spec: { ...target.spec, replicas: desired },
            },
          },
        ]),
  ];
}

function idle(metric: Record<string, any>): object[] {
  return metric.type === 'Resource'
    ? [
        {
          type: 'Resource',
          resource: {
            name: metric.resource?.name,
            current: { averageUtilization: IDLE_PERCENT, averageValue: '35m' },
          },
        },
      ]
    : [];
}
