import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { issuerOf, tlsSecret } from './certificate';

/** By itself nginx ends a connection on which nothing was said for a minute. */
const lasting = {
  'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600',
  'nginx.ingress.kubernetes.io/proxy-send-timeout': '3600',
};

/** For clusters whose front is an Ingress controller. */
export function ingress(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
  host: string,
): KubernetesObject {
  const { expose, profile } = environment;
  const tls = expose?.tls !== undefined && expose.tls !== false;
  const annotations: Record<string, string> = {
    ...(tls ? issuerAnnotation(environment) : {}),
    ...(workload.sticky ? sticky(profile.ingress?.controller) : {}),
    ...(workload.type === 'realtime' && profile.ingress?.controller === 'nginx'
      ? lasting
      : {}),
    ...(workload.type === 'grpc' && profile.ingress?.controller === 'nginx'
      ? { 'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC' }
      : {}),
  };
  const object: IIngress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: ctx.name,
      ...(Object.keys(annotations).length ? { annotations } : {}),
    },
    spec: {
      ingressClassName: profile.ingress?.class,
      ...(tls ? { tls: [{ hosts: [host], secretName: tlsSecret(ctx) }] } : {}),
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: expose?.path ?? '/',
                pathType: 'Prefix',
                backend: {
                  service: {
                    name: workload.objectName,
                    port: { name: workload.type === 'grpc' ? 'grpc' : 'http' },
                  },
                },
              },
            ],
          },
        },
      ],
    },
  };
  return object as unknown as KubernetesObject;
}

function issuerAnnotation(
  environment: EnvironmentContext,
): Record<string, string> {
  const { kind, name } = issuerOf(environment);
  return kind === 'Issuer'
    ? { 'cert-manager.io/issuer': name }
    : { 'cert-manager.io/cluster-issuer': name };
}

/** A cookie brings a client back to its pod. Traefik reads the wish from the Service instead. */
function sticky(controller: string | undefined): Record<string, string> {
  return controller === 'nginx'
    ? {
        'nginx.ingress.kubernetes.io/affinity': 'cookie',
        'nginx.ingress.kubernetes.io/session-cookie-name': 'pod',
        'nginx.ingress.kubernetes.io/session-cookie-max-age': '86400',
      }
    : {};
}
