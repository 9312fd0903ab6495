import type { IService, IServiceAccount } from 'kubernetes-models/v1';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { selectorLabels, workloadLabels } from '../../kubernetes/labels';
import type { Part, PartObject } from '../part';
import { controllerOf } from './controller';
import { cronJob } from './cronJob';
import { deployment } from './deployment';
import { statefulSet } from './statefulSet';

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
        ...(workload.serves
          ? [
              written(
                `service-${workload.name}.yaml`,
                serviceObject(ctx, workload),
              ),
            ]
          : []),
      ]),
    ];
  },
};

const makers: Record<string, typeof deployment> = {
  CronJob: cronJob,
  StatefulSet: statefulSet,
};

function running(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
  addition: Parameters<typeof deployment>[2],
): PartObject {
  const make = makers[controllerOf(environment, workload).kind] ?? deployment;
  const { object, comments } = make(ctx, workload, addition);
  return {
    file: `${object.kind.toLowerCase()}-${workload.name}.yaml`,
    object,
    comments,
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

function serviceObject(
  ctx: RenderContext,
  workload: WorkloadContext,
): IService {
  const name = portName(workload);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      selector: selectorLabels(ctx, workload.name),
      ports: [
        {
          name,
          port: workload.type === 'grpc' ? workload.port : 80,
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

export function portName({ type }: WorkloadContext): 'http' | 'grpc' {
  return type === 'grpc' ? 'grpc' : 'http';
}
