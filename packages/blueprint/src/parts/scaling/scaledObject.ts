import { seconds } from '@slipway/model';
import type {
  IScaledObject,
  ITriggerAuthentication,
} from '@kubernetes-models/keda/keda.sh/v1alpha1';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { workloadLabels } from '../../kubernetes/labels';
import { addressOf, runsHere } from '../needs/address';
import { regionOf } from '../needs/aws';
import { queueNameOf } from '../needs/queue';
import { secretOf } from '../needs/secret';
import { prefixOf } from '../needs/variables';
import { measureOf, ownSeries } from '../observability/measures';
import { behavior, bounds, cpuTarget } from './bounds';
import { targetOf } from './target';

type Trigger = NonNullable<
  NonNullable<IScaledObject['spec']>['triggers']
>[number];

export function scaledObject(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
): KubernetesObject {
  const { min, max } = bounds(workload);
  const object: IScaledObject = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      scaleTargetRef: targetOf(environment, workload),
      minReplicaCount: min,
      maxReplicaCount: max,
      pollingInterval: 15,
      // When the queue cannot be read, as many pods as there were: no guess is better than the last truth.
      ...(workload.scaleOn
        ? {
            fallback: {
              failureThreshold: 4,
              replicas: min,
              behavior: 'currentReplicasIfHigher',
            },
          }
        : {}),
      advanced: { horizontalPodAutoscalerConfig: { behavior } },
      triggers: triggers(ctx, environment, workload),
    },
  };
  return object as unknown as KubernetesObject;
}

function triggers(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
): Trigger[] {
  const cpu = cpuTarget(workload);
  const { latency, connections } = workload.scaling ?? {};
  const need = queueOf(environment, workload);
  const serverAddress =
    environment.profile.monitoring?.address ??
    'http://prometheus-operated.monitoring:9090';
  const own = ownSeries(ctx, environment, workload);
  const { duration } = measureOf(workload) ?? {};
  return [
    ...(need ? [queueTrigger(environment, workload, need)] : []),
    ...(cpu
      ? [
          {
            type: 'cpu',
            metricType: 'Utilization' as const,
            metadata: { value: String(cpu) },
          },
        ]
      : []),
    ...(latency
      ? [
          {
            type: 'prometheus',
            metadata: {
              serverAddress,
              query: `histogram_quantile(0.95, sum by (le) (rate(${duration}{${own}}[2m])))`,
              threshold: String(seconds(latency)),
            },
          },
        ]
      : []),
    ...(connections
      ? [
          {
            type: 'prometheus',
            metadata: {
              serverAddress,
              query: `sum(open_connections{${own}})`,
              threshold: String(connections),
            },
          },
        ]
      : []),
  ];
}

function queueOf(
  { needs }: EnvironmentContext,
  { scaleOn }: WorkloadContext,
): NeedContext | undefined {
  return needs.find(need => need.name === scaleOn?.need);
}

function queueTrigger(
  environment: EnvironmentContext,
  workload: WorkloadContext,
  need: NeedContext,
): Trigger {
  const address = addressForKeda(environment, need);
  const variable = (name: string) => `${prefixOf(environment, need)}${name}`;
  const name = queueNameOf(workload, need);
  const depth = String(workload.scaleOn?.depth ?? 1);
  const authenticationRef = { name: workload.objectName };
  switch (need.type) {
    case 'redis':
      return {
        type: 'redis',
        metadata: {
          ...(address
            ? { address }
            : { addressFromEnv: variable('REDIS_ADDR') }),
          listName: name,
          listLength: depth,
        },
        authenticationRef,
      };
    case 'rabbitmq':
      return {
        type: 'rabbitmq',
        metadata: {
          // The pods' own variable names one that runs here as only they can find it.
          ...(need.provider === 'in-cluster'
            ? { host: `amqp://${address}/` }
            : { hostFromEnv: variable('RABBITMQ_URL') }),
          queueName: name,
          mode: 'QueueLength',
          value: depth,
        },
        ...(need.provider === 'in-cluster' ? { authenticationRef } : {}),
      };
    case 'kafka':
      return {
        type: 'kafka',
        metadata: {
          ...(address
            ? { bootstrapServers: address }
            : { bootstrapServersFromEnv: variable('KAFKA_BROKERS') }),
          consumerGroup: workload.objectName,
          topic: name,
          lagThreshold: depth,
        },
      };
    default:
      return {
        type: 'aws-sqs-queue',
        metadata: {
          queueURL:
            need.provider === 'elasticmq'
              ? `http://${address}/000000000000/${name}`
              : name,
          queueLength: depth,
          awsRegion: regionOf(need),
          ...(need.provider === 'elasticmq'
            ? { awsEndpoint: `http://${address}` }
            : {}),
        },
        authenticationRef,
      };
  }
}

/** KEDA runs in a namespace of its own, where the short names of this one lead nowhere. Nothing where only the pods are told. */
function addressForKeda(
  environment: EnvironmentContext,
  need: NeedContext,
): string | undefined {
  const { host, port } = addressOf(environment, need);
  if (runsHere(need)) {
    return `${host}.${environment.namespace}.svc:${port}`;
  }
  return need.provider === 'managed' && !need.host
    ? undefined
    : `${host}:${port}`;
}

/** What KEDA opens the queue with: the same Secret that the pods read. */
export function triggerAuthentication(
  environment: EnvironmentContext,
  workload: WorkloadContext,
): KubernetesObject | undefined {
  const need = queueOf(environment, workload);
  const keys: Partial<Record<NeedContext['type'], [string, string][]>> = {
    redis: [['password', 'REDIS_PASSWORD']],
    ...(need?.provider === 'in-cluster'
      ? {
          rabbitmq: [
            ['username', 'RABBITMQ_USER'],
            ['password', 'RABBITMQ_PASSWORD'],
          ],
        }
      : {}),
    sqs: [
      ['awsAccessKeyID', 'AWS_ACCESS_KEY_ID'],
      ['awsSecretAccessKey', 'AWS_SECRET_ACCESS_KEY'],
    ],
  };
  const wanted = need && keys[need.type];
  if (!need || !wanted) {
    return undefined;
  }
  const object: ITriggerAuthentication = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      secretTargetRef: wanted.map(([parameter, key]) => ({
        parameter,
        name: secretOf(need),
        key,
      })),
    },
  };
  return object as unknown as KubernetesObject;
}
