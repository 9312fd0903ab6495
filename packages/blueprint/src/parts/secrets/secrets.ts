import type { Finding } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import type { KubernetesObject } from '../../kubernetes';
import type { Part, PodAddition } from '../part';
import { externalSecret, secretStore } from './external';
import { agentSidecar, infisicalSecret } from './infisical';
import { sealedSecret } from './sealed';
import { wantedSecrets } from './wanted';
import type { WantedSecret } from './wanted';

const EXTERNAL = 'external-secrets.io/v1';

/**
 * Where secret values come from. What is written here is where to look, never a value: what is sealed is sealed by
 * people, and of secrets that somebody else makes nothing but the names is known.
 */
export const secretsPart: Part = {
  name: 'secrets',
  objects(ctx, environment) {
    const wanted = wantedSecrets(ctx, environment);
    return environment.secrets?.provider === 'sealed-secrets'
      ? wanted.map(secret => sealedSecret(environment, secret))
      : objects(ctx, environment, wanted).map(object => ({
          file: 'secrets.yaml',
          object,
        }));
  },
  pod(ctx, environment, workload) {
    return environment.secrets ? addition(ctx, environment, workload) : {};
  },
  findings(_ctx, environment) {
    return environment.secrets ? problems(environment) : [];
  },
};

function objects(
  ctx: RenderContext,
  environment: EnvironmentContext,
  wanted: readonly WantedSecret[],
): KubernetesObject[] {
  const { secrets, profile } = environment;
  switch (secrets?.provider) {
    case 'vault':
      return [
        // A platform that has a store for all is used; else the service has its own, as itself.
        ...(profile.secretStore || wanted.length === 0
          ? []
          : [secretStore(ctx, environment)]),
        ...wanted.map(secret => externalSecret(ctx, environment, secret)),
      ];
    case 'infisical':
      return secrets.delivery === 'sidecar'
        ? []
        : wanted.map(secret => infisicalSecret(environment, secret));
    default:
      return [];
  }
}

/** The service's own secrets become variables; those of needs are read where they are used. */
function addition(
  ctx: RenderContext,
  environment: EnvironmentContext,
  workload: WorkloadContext,
): PodAddition {
  const { secrets } = environment;
  if (secrets?.provider === 'infisical' && secrets.delivery === 'sidecar') {
    return agentSidecar(ctx, environment, workload);
  }
  return hasOwn(environment)
    ? { envFrom: [{ secretRef: { name: ownSecret(ctx) } }] }
    : {};
}

function ownSecret({ name }: RenderContext): string {
  return `${name}-env`;
}

/** A service that keeps keys of its own beside those of its needs. */
function hasOwn({ secrets }: EnvironmentContext): boolean {
  return secrets !== undefined && (secrets.keys?.length ?? 0) > 0;
}

function problems(environment: EnvironmentContext): Finding[] {
  const { name, cluster, profile, secrets } = environment;
  const missing = (api: string, message: string, remedy: string): Finding[] =>
    profile.apis.includes(api)
      ? []
      : [
          {
            rule: 'secrets.provider-installed',
            severity: 'error',
            message: `in ${name} ${message}, and cluster '${cluster}' has no ${api}`,
            remedy,
            path: `spec.environments.${name}.secrets`,
          },
        ];
  const otherwise = `or set secrets: { provider: plain } for ${name}`;
  switch (secrets?.provider) {
    case 'vault':
      return [
        ...missing(
          EXTERNAL,
          'secrets come from Vault',
          `Install External Secrets and add it to the profile of ${cluster}, ${otherwise}`,
        ),
        ...(profile.secretStore ||
        profile.vault ||
        !profile.apis.includes(EXTERNAL)
          ? []
          : [
              {
                rule: 'secrets.store-known',
                severity: 'error' as const,
                message: `in ${name} secrets come from Vault, and the profile of cluster '${cluster}' names neither a store nor a Vault`,
                remedy: `Add secretStore or vault to the profile, ${otherwise}`,
                path: `spec.environments.${name}.secrets`,
              },
            ]),
      ];
    case 'infisical':
      return secrets.delivery === 'sidecar'
        ? []
        : missing(
            'secrets.infisical.com/v1beta1',
            'secrets come from Infisical',
            `Install its operator and add it to the profile of ${cluster}, ${otherwise}`,
          );
    case 'sealed-secrets':
      return missing(
        'bitnami.com/v1alpha1',
        'secrets are sealed',
        `Install the controller of Sealed Secrets and add it to the profile of ${cluster}, ${otherwise}`,
      );
    default:
      return [];
  }
}
