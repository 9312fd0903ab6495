import type {
  IGRPCRoute,
  IHTTPRoute,
} from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';

/** A route that attaches to the platform's Gateway. */
export function routes(
  ctx: RenderContext,
  { profile, expose }: EnvironmentContext,
  workload: WorkloadContext,
  host: string,
): KubernetesObject[] {
  const gateway = profile.gateway!;
  const common = {
    metadata: { name: ctx.name },
    parentRefs: [{ name: gateway.name, namespace: gateway.namespace }],
    hostnames: [host],
  };
  const { metadata, ...spec } = common;
  if (workload.type === 'grpc') {
    const object: IGRPCRoute = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata,
      spec: {
        ...spec,
        rules: [
          { backendRefs: [{ name: workload.objectName, port: workload.port }] },
        ],
      },
    };
    return [object as unknown as KubernetesObject];
  }
  const object: IHTTPRoute = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata,
    spec: {
      ...spec,
      rules: [
        {
          matches: [
            { path: { type: 'PathPrefix', value: expose?.path ?? '/' } },
          ],
          backendRefs: [{ name: workload.objectName, port: 80 }],
          // Some gateways end a request after seconds, and a WebSocket is one.
          ...(workload.type === 'realtime'
            ? { timeouts: { request: '0s' } }
            : {}),
        },
      ],
    },
  };
  return [object as unknown as KubernetesObject];
}
