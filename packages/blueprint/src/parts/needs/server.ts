import type { IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IService } from 'kubernetes-models/v1';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { resourcesOf } from '../workload/resources';
import { locked } from '../workload/pod';
import { needLabels, needSelector } from './labels';

type PodSpec = NonNullable<IStatefulSet['spec']>['template']['spec'];
type Container = NonNullable<PodSpec>['containers'][number];

/** A server of one pod with a volume, for clusters of developers and small environments. */
export interface Server {
  image: string;
  /** The user that the image brings. */
  user: number;
  /** What is for its own pod has no place in the Service. */
  ports: { name: string; port: number; inside?: true }[];
  /** Where it keeps its data; nothing is kept when left out. */
  dataPath?: string;
  /** Folders that it writes to beside its data. */
  scratch?: string[];
  env?: Container['env'];
  args?: string[];
  command?: string[];
  ready: NonNullable<Container['readinessProbe']>;
  live?: NonNullable<Container['livenessProbe']>;
}

export function serverObjects(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
  server: Server,
): KubernetesObject[] {
  return [
    service(ctx, need, server),
    statefulSet(ctx, environment, need, server),
  ] as unknown as KubernetesObject[];
}

function service(
  ctx: RenderContext,
  need: NeedContext,
  { ports }: Server,
): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: need.objectName, labels: needLabels(need) },
    spec: {
      clusterIP: 'None',
      selector: needSelector(ctx, need),
      ports: ports
        .filter(({ inside }) => !inside)
        .map(({ name, port }) => ({
          name,
          port,
          targetPort: name,
          protocol: 'TCP',
        })),
    },
  };
}

function statefulSet(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
  server: Server,
): IStatefulSet {
  const scratch = (server.scratch ?? []).map(path => ({
    name: path.split('/').pop()!,
    path,
  }));
  const storageClassName =
    need.storageClass ?? environment.profile.storageClass;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: need.objectName, labels: needLabels(need) },
    spec: {
      replicas: 1,
      serviceName: need.objectName,
      selector: { matchLabels: needSelector(ctx, need) },
      template: {
        metadata: {
          labels: { ...needLabels(need), ...needSelector(ctx, need) },
        },
        spec: {
          serviceAccountName: ctx.name,
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: server.user,
            runAsGroup: server.user,
            fsGroup: server.user,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          terminationGracePeriodSeconds: 60,
          containers: [
            {
              name: need.type,
              image: server.image,
              ...(server.command ? { command: server.command } : {}),
              ...(server.args ? { args: server.args } : {}),
              ports: server.ports.map(({ name, port }) => ({
                name,
                containerPort: port,
                protocol: 'TCP',
              })),
              ...(server.env?.length ? { env: server.env } : {}),
              startupProbe: {
                ...server.ready,
                periodSeconds: 5,
                timeoutSeconds: 5,
                failureThreshold: 60,
              },
              livenessProbe: {
                ...(server.live ?? {
                  tcpSocket: { port: server.ports[0].name },
                }),
                periodSeconds: 20,
                timeoutSeconds: 5,
                failureThreshold: 3,
              },
              readinessProbe: {
                ...server.ready,
                periodSeconds: 10,
                timeoutSeconds: 5,
                failureThreshold: 3,
              },
              resources: withEphemeral(need),
              volumeMounts: [
                ...(server.dataPath
                  ? [{ name: 'data', mountPath: server.dataPath }]
                  : []),
                ...scratch.map(({ name, path }) => ({ name, mountPath: path })),
              ],
              securityContext: locked,
            },
          ],
          ...(scratch.length
            ? {
                volumes: scratch.map(({ name }) => ({
                  name,
                  emptyDir: { sizeLimit: '64Mi' },
                })),
              }
            : {}),
        },
      },
      ...(server.dataPath
        ? {
            volumeClaimTemplates: [
              {
                metadata: { name: 'data' },
                spec: {
                  accessModes: ['ReadWriteOnce'],
                  ...(storageClassName ? { storageClassName } : {}),
                  resources: { requests: { storage: need.size ?? '1Gi' } },
                },
              },
            ],
          }
        : {}),
    },
  };
}

/** Servers write little beside their volume; what they write is bounded all the same. */
function withEphemeral({ resources = {} }: NeedContext) {
  return resourcesOf({
    requests: { ephemeralStorage: '64Mi', ...resources.requests },
    limits: { ephemeralStorage: '512Mi', ...resources.limits },
  });
}
