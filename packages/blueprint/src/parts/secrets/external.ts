import type {
  IExternalSecret,
  ISecretStore,
} from '@kubernetes-models/external-secrets/external-secrets.io/v1';
import type { EnvironmentContext, RenderContext } from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import { pathOf } from './wanted';
import type { WantedSecret } from './wanted';

/** External Secrets reads from Vault again and again, so that a rotated value arrives by itself. */
export function externalSecret(
  ctx: RenderContext,
  environment: EnvironmentContext,
  wanted: WantedSecret,
): KubernetesObject {
  const key = withoutMount(environment, pathOf(ctx, environment, wanted));
  const object: IExternalSecret = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: wanted.name },
    spec: {
      refreshInterval: environment.secrets?.refresh ?? '5m',
      secretStoreRef: environment.profile.secretStore ?? {
        kind: 'SecretStore',
        name: ctx.name,
      },
      target: { name: wanted.name },
      data: wanted.keys.map(secretKey => ({
        secretKey,
        remoteRef: { key, property: secretKey },
      })),
    },
  };
  return object as unknown as KubernetesObject;
}

/** A store knows the mount of the secrets engine; keys are told below it. */
function withoutMount({ profile }: EnvironmentContext, path: string): string {
  const mount = profile.vault?.mount ?? 'kv';
  return path.startsWith(`${mount}/`) ? path.slice(mount.length + 1) : path;
}

/** A store of the service's own: it signs in to Vault as its service account, and sees its own folder alone. */
export function secretStore(
  ctx: RenderContext,
  { profile }: EnvironmentContext,
): KubernetesObject {
  const vault = profile.vault!;
  const object: ISecretStore = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: ctx.name },
    spec: {
      provider: {
        vault: {
          server: vault.server,
          path: vault.mount,
          version: 'v2',
          auth: {
            kubernetes: {
              mountPath: vault.authMount ?? 'kubernetes',
              role: vault.role ?? ctx.name,
              serviceAccountRef: { name: ctx.name },
            },
          },
        },
      },
    },
  };
  return object as unknown as KubernetesObject;
}
