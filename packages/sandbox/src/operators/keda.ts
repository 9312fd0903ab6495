import { Change, World, controllerReference } from '../controllers/types';
import { KubernetesObject } from '../kubernetes';
import { conditionsOf, statusWriter } from './status';

/** KEDA 2.20: it makes an autoscaler of Kubernetes, and says whether its triggers answer. Nothing waits in any queue here. */
export const reconcileScaledObjects = statusWriter(
  'ScaledObject',
  (object, world) => {
    const hpaName = `keda-hpa-${object.metadata.name}`;
    const triggers: Record<string, any>[] = object.spec?.triggers ?? [];
    return {
      status: {
        ...object.status,
        hpaName,
        scaleTargetKind: `${
          object.spec?.scaleTargetRef?.apiVersion ?? 'apps/v1'
        }.${object.spec?.scaleTargetRef?.kind ?? 'Deployment'}`,
        externalMetricNames: triggers.flatMap(({ type }, i) =>
          type === 'cpu' ? [] : [metricName(type, i)],
        ),
        conditions: conditionsOf(
          object,
          world,
          {
            type: 'Ready',
            status: 'True',
            reason: 'ScaledObjectReady',
            message:
              'ScaledObject is defined correctly and is ready for scaling',
          },
          {
            type: 'Active',
            status: 'False',
            reason: 'ScalerNotActive',
            message: 'Scaling is not performed because triggers are not active',
          },
          {
            type: 'Fallback',
            status: 'False',
            reason: 'NoFallbackFound',
            message: 'No fallbacks are active on this scaled object',
          },
        ),
      },
      changes: autoscalerOf(object, hpaName, triggers, world),
    };
  },
);

function autoscalerOf(
  object: KubernetesObject,
  name: string,
  triggers: Record<string, any>[],
  world: World,
): Change[] {
  const { metadata, spec = {} } = object;
  const wanted = {
    scaleTargetRef: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      ...spec.scaleTargetRef,
    },
    // No autoscaler goes down to nothing: that last step is KEDA's own.
    minReplicas: Math.max(1, spec.minReplicaCount ?? 1),
    maxReplicas: spec.maxReplicaCount ?? 100,
    metrics: triggers.map((trigger, i) => metricOf(trigger, i, metadata.name)),
  };
  const live = world.get('HorizontalPodAutoscaler', metadata.namespace, name);
  if (live) {
    return [{ op: 'update', object: { ...live, spec: wanted } }];
  }
  return [
    {
      op: 'create',
      object: {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: {
          name,
          namespace: metadata.namespace,
          labels: {
            ...metadata.labels,
            'app.kubernetes.io/managed-by': 'keda-operator',
            'scaledobject.keda.sh/name': metadata.name,
          },
          ownerReferences: [controllerReference(object)],
        },
        spec: wanted,
      },
    },
  ];
}

function metricOf(
  { type, metadata }: Record<string, any>,
  index: number,
  name: string,
): object {
  return type === 'cpu'
    ? {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: {
            type: 'Utilization',
            averageUtilization: Number(metadata?.value),
          },
        },
      }
    : {
        type: 'External',
        external: {
          metric: {
            name: metricName(type, index),
            selector: { matchLabels: { 'scaledobject.keda.sh/name': name } },
          },
          target: {
            type: 'AverageValue',
            averageValue: String(
              metadata?.queueLength ??
                metadata?.lagThreshold ??
                metadata?.listLength ??
                metadata?.threshold ??
                metadata?.value ??
                1,
            ),
          },
        },
      };
}

function metricName(type: unknown, index: number): string {
  return `s${index}-${type}`;
}
