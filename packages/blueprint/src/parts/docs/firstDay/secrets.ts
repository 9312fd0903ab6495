import type { FirstDayNeed } from '@slipway/model';
import type { EnvironmentContext, RenderContext } from '../../../context';
import { pathOf, wantedSecrets } from '../../secrets/wanted';
import type { WantedSecret } from '../../secrets/wanted';

/** The values that nobody but people can bring, and who hands them out. */
export function secretNeeds(
  ctx: RenderContext,
  environment: EnvironmentContext,
): FirstDayNeed[] {
  const { name, namespace, secrets } = environment;
  const wanted = wantedSecrets(ctx, environment);
  if (wanted.length === 0) {
    return [];
  }
  const each = (
    look: (secret: WantedSecret) => FirstDayNeed['look'],
    text: (keys: string, secret: WantedSecret) => string,
  ) =>
    wanted.map(secret => ({
      id: `secret.${name}.${secret.name}`,
      environment: name,
      text: text(secret.keys.map(key => `\`${key}\``).join(', '), secret),
      look: look(secret),
    }));
  switch (secrets?.provider) {
    case 'vault':
      return [
        ...vaultRole(ctx, environment),
        ...each(
          secret => ({
            kind: 'vault-path',
            store: storeOf(ctx, environment),
            mount: environment.profile.vault?.mount,
            path: pathOf(ctx, environment, secret),
          }),
          (keys, secret) =>
            `Vault has ${keys} at \`${pathOf(ctx, environment, secret)}\`.`,
        ),
      ];
    case 'infisical':
      return each(
        () => ({ kind: 'nobody' }),
        keys => `Infisical has ${keys} for ${name}.`,
      );
    case 'sealed-secrets':
      return [
        {
          id: `sealed.${name}`,
          environment: name,
          text: `What is in \`${ctx.places.overlay(
            name,
          )}/sealed-secrets.yaml\` is sealed; the file says how.`,
          look: { kind: 'nobody' },
        },
      ];
    default:
      return each(
        () => ({ kind: 'secret' }),
        (keys, secret) =>
          `The Secret \`${secret.name}\` with ${keys} is in \`${namespace}\`.`,
      );
  }
}

function storeOf({ name }: RenderContext, { profile }: EnvironmentContext) {
  return profile.secretStore?.name ?? name;
}

/** Where the platform has a store for all, it signs in for them, too. */
function vaultRole(
  ctx: RenderContext,
  environment: EnvironmentContext,
): FirstDayNeed[] {
  const { name, namespace, profile } = environment;
  if (!profile.vault || profile.secretStore) {
    return [];
  }
  const { authMount = 'kubernetes', role = ctx.name } = profile.vault;
  return [
    {
      id: `vault-role.${name}`,
      environment: name,
      text: `Vault has the role \`${role}\`, which the service account \`${ctx.name}\` of \`${namespace}\` may take.`,
      look: {
        kind: 'vault-role',
        store: storeOf(ctx, environment),
        mount: authMount,
        role,
      },
    },
  ];
}
