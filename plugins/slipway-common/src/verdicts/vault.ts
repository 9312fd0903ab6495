import type { VaultFacts, VaultSecret } from '../facts';
import type { VaultState } from '../states';
import type { RuleContext } from './rule';
import { ago, ahead, list, minute, say, some } from './say';
import type { Finding } from './say';
import { secondsBetween } from './words';
import { verdictOf } from './worst';

/** A new version is first fetched by its operator, then rolled out by somebody. */
const ROLLOUT_SECONDS = 15 * 60;
const SOON_SECONDS = 14 * 24 * 3600;

/** Whether what Vault has is there, valid, and in use. */
export function vaultStateOf(
  facts: VaultFacts,
  context: RuleContext,
): VaultState {
  const reasons = facts.secrets.flatMap(secret => reasonsOf(secret, context));
  return {
    secrets: facts.secrets,
    verdict: verdictOf(
      reasons,
      facts.secrets.filter(({ known }) => known !== 'denied').length,
    ),
  };
}

function reasonsOf(secret: VaultSecret, context: RuleContext): Finding[] {
  if (secret.named) {
    return [...namedReasons(secret), ...expiry(secret, context)];
  }
  const { known, deletedAt, destroyed, permission } = secret;
  const at = placeOf(secret);
  const version = secret.version ?? '?';
  const { environment } = context;
  const made = say`${list(secret.secrets)} in ${environment}`;
  if (known === 'denied') {
    return [
      {
        code: 'vault-denied',
        state: 'unknown',
        message: say`${at} may not be looked at, so nothing is known of ${made}`,
        evidence: say`Vault refused ${permission ?? at}.`,
        remedy: say`Add read on ${
          permission ?? at
        } to the policy of the portal's token; it allows no look at the content.`,
      },
    ];
  }
  if (known === 'absent') {
    return [
      {
        code: 'vault-missing',
        state: 'failed',
        message: say`Vault has nothing at ${at}, from where ${made} comes`,
        evidence: say`Server ${secret.server} knows no such path.`,
        remedy: say`Write it, or correct the path in slipway.yaml.`,
      },
    ];
  }
  if (deletedAt || destroyed) {
    return [
      {
        code: 'vault-deleted',
        state: 'failed',
        message: destroyed
          ? say`The newest version of ${at} is destroyed: ${made} cannot be renewed`
          : say`The newest version of ${at} is deleted: ${made} cannot be renewed`,
        evidence: deletedAt
          ? say`Version ${version}, since ${minute(deletedAt)}.`
          : say`Version ${version}.`,
        remedy: destroyed
          ? say`Write a new version of ${at}.`
          : say`Write a new version, or undelete it: vault kv undelete -versions=${version} ${at}.`,
      },
    ];
  }
  return [...expiry(secret, context), ...oldVersions(secret, context)];
}

/** Nobody is seen to take it: what is deleted in a folder may well be meant so. */
function namedReasons(secret: VaultSecret): Finding[] {
  const { known, permission, folder, server } = secret;
  const at = placeOf(secret);
  if (known === 'denied' && folder && !permission) {
    return [
      {
        code: 'vault-denied',
        state: 'unknown',
        message: say`${at}, which the catalog names, may not be looked at`,
        evidence: say`The portal's configuration does not let this entity name it.`,
        remedy: say`Name a folder that is called as the entity, its system or its owner, or have it added to slipway.sources.vault.folders.`,
      },
    ];
  }
  if (known === 'denied') {
    return [
      {
        code: 'vault-denied',
        state: 'unknown',
        message: say`${at}, which the catalog names, may not be looked at`,
        evidence: say`Vault refused ${permission ?? at}.`,
        remedy: folder
          ? say`Add list on ${
              permission ?? at
            } and read on what is below it to the policy of the portal's token; it allows no look at the content.`
          : say`Add read on ${
              permission ?? at
            } to the policy of the portal's token; it allows no look at the content.`,
      },
    ];
  }
  return known === 'absent'
    ? [
        {
          code: 'vault-missing',
          state: 'degraded',
          message: say`Vault has nothing at ${at}, which the catalog names`,
          evidence: say`Server ${server} knows no such path.`,
          remedy: say`Write it, or correct vault.io/secrets-path in catalog-info.yaml.`,
        },
      ]
    : [];
}

export function expiry(
  secret: VaultSecret,
  { environment, now }: RuleContext,
): Finding[] {
  const { expiresAt } = secret;
  const left = expiresAt ? secondsBetween(now, expiresAt) : Infinity;
  if (left > SOON_SECONDS) {
    return [];
  }
  const over = left <= 0;
  return [
    {
      code: over ? 'secret-expired' : 'secret-expires',
      state: over ? 'failed' : 'degraded',
      message: over
        ? say`${placeOf(secret)}, which ${environment} uses, ran out ${ago(
            left,
          )}`
        : say`${placeOf(secret)}, which ${environment} uses, runs out ${ahead(
            left,
          )}`,
      evidence: say`Its metadata in Vault says ${minute(expiresAt!)}.`,
      remedy: say`Issue it anew where it comes from, and write it to Vault with its new end.`,
    },
  ];
}

/** A pod that takes a Secret by its environment keeps what it started with. */
function oldVersions(
  secret: VaultSecret,
  { environment, now }: RuleContext,
): Finding[] {
  const { createdAt, version = '?' } = secret;
  const old = secret.users.filter(
    ({ as, oldestPodAt }) =>
      as === 'environment' &&
      createdAt &&
      oldestPodAt &&
      secondsBetween(oldestPodAt, createdAt) > 0,
  );
  if (!createdAt || old.length === 0) {
    return [];
  }
  const names = old.map(({ workload }) => workload);
  const all = some(names);
  const at = placeOf(secret);
  const fresh = secondsBetween(createdAt, now) < ROLLOUT_SECONDS;
  return [
    {
      code: 'secret-old-version',
      state: fresh ? 'progressing' : 'degraded',
      message:
        names.length > 1
          ? say`${all} of ${environment} still run with what ${at} was before version ${version}`
          : say`${all} of ${environment} still runs with what ${at} was before version ${version}`,
      evidence: say`Version ${version} is of ${minute(
        createdAt,
      )}; the oldest pod of ${names[0]} started ${minute(
        old[0].oldestPodAt!,
      )}.`,
      remedy: say`Restart ${all}: the environment of a container is read when it starts.`,
    },
  ];
}

export function placeOf({ mount, path }: VaultSecret): string {
  return `${mount}/${path}`;
}
