import { World } from '../controllers/types';
import { timestamp } from '../clock';
import { KubernetesObject } from '../kubernetes';
import { statusWriter } from './status';

/** Envoy Gateway 1.6: its listeners take every route that names the gateway. */
export const reconcileHttpRoutes = statusWriter('HTTPRoute', accepted);
export const reconcileGrpcRoutes = statusWriter('GRPCRoute', accepted);

function accepted({ metadata, spec, status }: KubernetesObject, world: World) {
  const before: Record<string, any>[] = status?.parents ?? [];
  const since = (index: number, type: string) =>
    before[index]?.conditions?.find((c: { type: string }) => c.type === type)
      ?.lastTransitionTime ?? timestamp(world.now);
  const parents = (spec?.parentRefs ?? []).map(
    (parentRef: object, index: number) => ({
      parentRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        ...parentRef,
      },
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
      conditions: [
        { type: 'Accepted', reason: 'Accepted', message: 'Route is accepted' },
        {
          type: 'ResolvedRefs',
          reason: 'ResolvedRefs',
          message: 'Resolved all the Object references for the Route',
        },
      ].map(condition => ({
        ...condition,
        status: 'True',
        observedGeneration: metadata.generation,
        lastTransitionTime: since(index, condition.type),
      })),
    }),
  );
  return { status: { parents } };
}
