import type { VaultFacts, VaultSecret } from '../facts';
import type { VaultState } from '../states';
import type { Reason } from '../types';
import type { RuleContext } from './rule';
import { readableSpan, secondsBetween, some } from './words';
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

function reasonsOf(secret: VaultSecret, context: RuleContext): Reason[] {
  const { known, deletedAt, destroyed, permission } = secret;
  const at = placeOf(secret);
  const { environment } = context;
  const made = `${secret.secrets.join(', ')} in ${environment}`;
  if (known === 'denied') {
    return [
      {
        code: 'vault-denied',
        state: 'unknown',
        message: `${at} may not be looked at, so nothing is known of ${made}`,
        evidence: `Vault refused ${permission ?? at}.`,
        remedy: `Add read on ${
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
        message: `Vault has nothing at ${at}, from where ${made} comes`,
        evidence: `Server ${secret.server} knows no such path.`,
        remedy: `Write it, or correct the path in slipway.yaml.`,
      },
    ];
  }
  if (deletedAt || destroyed) {
    return [
      {
        code: 'vault-deleted',
        state: 'failed',
        message: `the newest version of ${at} is ${
          destroyed ? 'destroyed' : 'deleted'
        }: ${made} cannot be renewed`,
        evidence: `Version ${secret.version}${
          deletedAt ? `, since ${deletedAt}` : ''
        }.`,
        remedy: destroyed
          ? `Write a new version of ${at}.`
          : `Write a new version, or undelete it: vault kv undelete -versions=${secret.version} ${at}.`,
      },
    ];
  }
  return [...expiry(secret, context), ...oldVersions(secret, context)];
}

function expiry(
  secret: VaultSecret,
  { environment, now }: RuleContext,
): Reason[] {
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
        ? `${placeOf(
            secret,
          )}, which ${environment} uses, ran out ${readableSpan(left)} ago`
        : `${placeOf(
            secret,
          )}, which ${environment} uses, runs out in ${readableSpan(left)}`,
      evidence: `Its metadata in Vault says ${expiresAt}.`,
      remedy:
        'Issue it anew where it comes from, and write it to Vault with its new end.',
    },
  ];
}

/** A pod that takes a Secret by its environment keeps what it started with. */
function oldVersions(
  secret: VaultSecret,
  { environment, now }: RuleContext,
): Reason[] {
  const { createdAt, version } = secret;
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
  const verb = names.length > 1 ? 'run' : 'runs';
  const fresh = secondsBetween(createdAt, now) < ROLLOUT_SECONDS;
  return [
    {
      code: 'secret-old-version',
      state: fresh ? 'progressing' : 'degraded',
      message: `${some(
        names,
      )} of ${environment} still ${verb} with what ${placeOf(
        secret,
      )} was before version ${version}`,
      evidence: `Version ${version} is of ${createdAt}; the oldest pod of ${names[0]} started ${old[0].oldestPodAt}.`,
      remedy: `Restart ${some(
        names,
      )}: the environment of a container is read when it starts.`,
    },
  ];
}

function placeOf({ mount, path }: VaultSecret): string {
  return `${mount}/${path}`;
}
