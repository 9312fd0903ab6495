import { seconds } from '@slipway/model';
import type {
  IContainer,
  IPodSecurityContext,
  IPodSpec,
  IPodTemplateSpec,
} from 'kubernetes-models/v1';
import type { RenderContext, WorkloadContext } from '../../context';
import { selectorLabels, workloadLabels } from '../../kubernetes/labels';
import { startOf } from '../dockerfile/programs';
import type { PodAddition } from '../part';
import { healthPorts, probesOf, sidePort } from './probes';
import { resourcesOf } from './resources';

/** The user of distroless images, as a number so that the cluster can tell that it is not root. */
const NONROOT = 65532;

/** What Pod Security "restricted" asks of a container, and a root file system that nobody writes to. */
export const locked = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** What Pod Security "restricted" asks of a pod. */
export const unprivileged = {
  runAsNonRoot: true,
  runAsUser: NONROOT,
  runAsGroup: NONROOT,
  fsGroup: NONROOT,
  seccompProfile: { type: 'RuntimeDefault' },
} satisfies IPodSecurityContext;

const WORK_FILES = '/work';

/** The pod of a workload, with what other parts add to it. */
export function podTemplate(
  ctx: RenderContext,
  workload: WorkloadContext,
  addition: PodAddition,
  spread: Pick<IPodSpec, 'topologySpreadConstraints'> = {},
): IPodTemplateSpec & { spec: object } {
  const selector = selectorLabels(ctx, workload.name);
  const { fsGroup, ...identity } = unprivileged;
  const volumes = [
    ...(workload.workFiles
      ? [{ name: 'work', emptyDir: { sizeLimit: workload.workFiles } }]
      : []),
    ...(addition.volumes ?? []),
  ];
  return {
    metadata: {
      labels: {
        ...workloadLabels(workload.name, workload.type),
        ...selector,
        ...addition.labels,
      },
      ...(addition.annotations ? { annotations: addition.annotations } : {}),
    },
    spec: {
      serviceAccountName: ctx.name,
      automountServiceAccountToken: false,
      // The group may write to volumes, so it is only given where there are some.
      securityContext:
        volumes.length || workload.keep ? unprivileged : identity,
      ...spread,
      ...(workload.shutdown?.grace
        ? { terminationGracePeriodSeconds: seconds(workload.shutdown.grace) }
        : {}),
      ...(addition.initContainers?.length
        ? { initContainers: addition.initContainers }
        : {}),
      containers: [
        container(ctx, workload, addition),
        ...(addition.sidecars ?? []),
      ],
      ...(volumes.length ? { volumes } : {}),
    },
  };
}

function container(
  ctx: RenderContext,
  workload: WorkloadContext,
  addition: PodAddition,
): IContainer {
  const mounts = [
    ...(workload.workFiles ? [{ name: 'work', mountPath: WORK_FILES }] : []),
    ...(workload.keep ? [{ name: 'data', mountPath: workload.keep.path }] : []),
    ...(addition.volumeMounts ?? []),
  ];
  const ports = portsOf(workload);
  return {
    name: workload.name,
    image: ctx.service.spec.build?.image ?? ctx.image,
    ...startOf(ctx, workload),
    ...(ports.length ? { ports } : {}),
    ...variables(workload, addition),
    ...(addition.envFrom?.length ? { envFrom: addition.envFrom } : {}),
    ...probesOf(workload),
    ...shutdown(workload),
    resources: resourcesOf(workload.resources),
    ...(mounts.length ? { volumeMounts: mounts } : {}),
    securityContext: locked,
  };
}

function portsOf(workload: WorkloadContext) {
  const { serves, type, port } = workload;
  const side = sidePort(workload);
  return [
    ...(serves
      ? [
          {
            name: type === 'grpc' ? 'grpc' : 'http',
            containerPort: port,
            protocol: 'TCP' as const,
          },
        ]
      : []),
    ...[...(side ? [side] : []), ...healthPorts(workload)].map(one => ({
      name: one.name,
      containerPort: one.port,
      protocol: 'TCP' as const,
    })),
  ];
}

function variables(workload: WorkloadContext, addition: PodAddition) {
  const { serves, port, env } = workload;
  const side = sidePort(workload);
  const own = [
    ...(serves ? [{ name: 'PORT', value: String(port) }] : []),
    ...(side ? [{ name: 'METRICS_PORT', value: String(side.port) }] : []),
    ...(workload.workFiles ? [{ name: 'WORK_DIR', value: WORK_FILES }] : []),
  ];
  const told = Object.entries(env).map(([name, value]) => ({ name, value }));
  // What the spec says of a variable counts before what a part would make of it.
  const added = [...own, ...(addition.env ?? [])].filter(
    ({ name }) => !Object.hasOwn(env, name),
  );
  const all = [...added, ...told];
  return all.length ? { env: all } : {};
}

/** A pod goes on serving until every node and gateway has heard that it ends, whatever program is in it. */
function shutdown({ shutdown: wanted, type }: WorkloadContext) {
  const delay = seconds(wanted?.delay ?? '0s');
  return delay && type !== 'job'
    ? { lifecycle: { preStop: { sleep: { seconds: delay } } } }
    : {};
}
