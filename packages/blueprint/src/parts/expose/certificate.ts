import type { ICertificate } from '@kubernetes-models/cert-manager/cert-manager.io/v1';
import type { EnvironmentContext, RenderContext } from '../../context';
import type { KubernetesObject } from '../../kubernetes';

/** The certificate that the Gateway's listener serves. */
export function certificate(
  ctx: RenderContext,
  environment: EnvironmentContext,
  host: string,
): KubernetesObject {
  const object: ICertificate = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: ctx.name },
    spec: {
      secretName: tlsSecret(ctx),
      dnsNames: [host],
      issuerRef: issuerOf(environment),
      privateKey: { rotationPolicy: 'Always' },
    },
  };
  return object as unknown as KubernetesObject;
}

export function tlsSecret({ name }: RenderContext): string {
  return `${name}-tls`;
}

/** The issuer that the spec names, of the kind that the cluster has. */
export function issuerOf({ expose, profile }: EnvironmentContext): {
  kind: string;
  name: string;
} {
  return {
    kind: profile.issuer?.kind ?? 'ClusterIssuer',
    name: expose?.tls || profile.issuer?.name || 'letsencrypt',
  };
}
