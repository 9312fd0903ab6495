import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import type { PartObject } from '../part';
import { resourcesOf } from '../workload/resources';
import { imageFor } from './images';
import { needLabels } from './labels';
import { fromSecret } from './secret';
import { serverObjects } from './server';

export function rabbitmq(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): PartObject[] {
  const file = `rabbitmq-${need.name}.yaml`;
  if (need.provider === 'operator') {
    return [{ file, object: cluster(environment, need) }];
  }
  if (need.provider !== 'in-cluster') {
    return [];
  }
  const ready = {
    exec: {
      command: ['rabbitmq-diagnostics', '-q', 'check_port_connectivity'],
    },
  };
  return serverObjects(ctx, environment, need, {
    image: imageFor(ctx, 'rabbitmq', need.version),
    user: 999,
    ports: [{ name: 'amqp', port: need.port }],
    dataPath: '/var/lib/rabbitmq',
    scratch: ['/tmp', '/var/log/rabbitmq'],
    env: [
      {
        ...fromSecret(need, 'RABBITMQ_USER'),
        name: 'RABBITMQ_DEFAULT_USER',
      },
      {
        ...fromSecret(need, 'RABBITMQ_PASSWORD'),
        name: 'RABBITMQ_DEFAULT_PASS',
      },
    ],
    ready,
  }).map(object => ({ file, object }));
}

/** A cluster of RabbitMQ's own operator. */
function cluster(
  environment: EnvironmentContext,
  need: NeedContext,
): KubernetesObject {
  const storageClassName =
    need.storageClass ?? environment.profile.storageClass;
  return {
    apiVersion: 'rabbitmq.com/v1beta1',
    kind: 'RabbitmqCluster',
    metadata: { name: need.objectName, labels: needLabels(need) },
    spec: {
      replicas: need.instances ?? 1,
      persistence: {
        storage: need.size ?? '5Gi',
        ...(storageClassName ? { storageClassName } : {}),
      },
      resources: resourcesOf(need.resources ?? {}),
      ...(need.instances && need.instances > 1
        ? { affinity: apart({ 'app.kubernetes.io/name': need.objectName }) }
        : {}),
    },
  };
}

/** Members on different nodes where there are enough, so that a drain takes one of them. */
function apart(matchLabels: Record<string, string>) {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels },
          },
        },
      ],
    },
  };
}
