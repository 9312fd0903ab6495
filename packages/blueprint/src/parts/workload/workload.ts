import type { IService, IServiceAccount } from 'kubernetes-models/v1';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { selectorLabels, workloadLabels } from '../../kubernetes/labels';
import type { Part, PartObject, PodAddition } from '../part';
import { controllerOf, ROLLOUTS } from './controller';
import { cronJob } from './cronJob';
import { deployment } from './deployment';
import { previewName, rollout } from './rollout';
import { podsName, statefulSet } from './statefulSet';

const written = (file: string, object: object): PartObject => ({
  file,
  object: object as KubernetesObject,
});

/** What runs: a Deployment, StatefulSet or CronJob for each workload, and a Service for what answers requests. */
export const workloadPart: Part = {
  name: 'workload',
  objects(ctx, environment, addition) {
    return [
      written('serviceaccount.yaml', serviceAccount(ctx)),
      ...environment.workloads.flatMap(workload => [
        running(ctx, environment, workload, addition(workload)),
        ...services(ctx, environment, workload).map(object =>
          written(`service-${workload.name}.yaml`, object),
        ),
      ]),
    ];
  },
  findings(_ctx, { name, cluster, delivery, profile, workloads }) {
    return delivery.rollout !== 'rolling' &&
      workloads.some(({ serves }) => serves) &&
      !profile.apis.includes(ROLLOUTS)
      ? [
          {
            rule: 'delivery.rollouts-installed',
            severity: 'error',
            message: `in ${name} versions are rolled out as ${delivery.rollout}, and cluster '${cluster}' has no Argo Rollouts`,
            remedy: `Install it and add ${ROLLOUTS} to the profile of ${cluster}, or set delivery.rollout: rolling for ${name}`,
            path: `spec.environments.${name}.delivery.rollout`,
          },
        ]
      : [];
  },
};

const makers: Record<string, typeof deployment> = {
  CronJob: cronJob,
  StatefulSet: statefulSet,
  Rollout: rollout,
};

function running(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
  addition: PodAddition,
): PartObject {
  const { kind } = controllerOf(environment, workload);
  const make = makers[kind] ?? deployment;
  const { object, comments } = make(ctx, environment, workload, addition);
  return {
    file: `${object.kind.toLowerCase()}-${workload.name}.yaml`,
    object,
    comments: {
      ...comments,
      [`spec.template.spec.containers.[name=${workload.name}].lifecycle`]:
        'Until everybody has heard that the pod ends, requests still arrive.',
    },
  };
}

function serviceAccount(ctx: RenderContext): IServiceAccount {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: ctx.name },
    automountServiceAccountToken: false,
  };
}

/** With blue and green, a second one by which the new version is looked at. */
function services(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
): IService[] {
  const named = workload.keep ? [headless(ctx, workload)] : [];
  if (!workload.serves) {
    return named;
  }
  const service = serviceObject(ctx, environment, workload);
  return environment.delivery.rollout === 'blue-green' && !workload.keep
    ? [
        service,
        {
          ...service,
          metadata: {
            ...service.metadata,
            name: previewName(workload.objectName),
            labels: workloadLabels(workload.name, 'preview'),
          },
        },
      ]
    : [service, ...named];
}

/** gRPC has no port of its own, as HTTP has. */
export function servicePort({ type, port }: WorkloadContext): number {
  return type === 'grpc' ? port : 80;
}

const stickyByTraefik = {
  'traefik.ingress.kubernetes.io/service.sticky.cookie': 'true',
  'traefik.ingress.kubernetes.io/service.sticky.cookie.name': 'pod',
};

function serviceObject(
  ctx: RenderContext,
  { profile }: EnvironmentContext,
  workload: WorkloadContext,
): IService {
  const name = portName(workload);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
      // Traefik reads here what others read in the Ingress.
      ...(workload.sticky && profile.ingress?.controller === 'traefik'
        ? { annotations: stickyByTraefik }
        : {}),
    },
    spec: {
      selector: selectorLabels(ctx, workload.name),
      ports: [
        {
          name,
          port: servicePort(workload),
          targetPort: name,
          protocol: 'TCP',
          ...(workload.type === 'grpc'
            ? { appProtocol: 'kubernetes.io/h2c' }
            : {}),
        },
      ],
      // A client that has no cookie, such as another service, comes back by its address.
      ...(workload.sticky ? { sessionAffinity: 'ClientIP' } : {}),
    },
  };
}

/** Each pod with a volume of its own can be called by its name, also while it starts. */
function headless(ctx: RenderContext, workload: WorkloadContext): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: podsName(workload.objectName),
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: selectorLabels(ctx, workload.name),
    },
  };
}

function portName({ type }: WorkloadContext): 'http' | 'grpc' {
  return type === 'grpc' ? 'grpc' : 'http';
}
