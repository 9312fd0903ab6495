import {
  type SecretFacts,
  type SecretUser,
  type SecretsState,
  type VaultSecret,
  type VaultState,
} from '@slipway/plugin-slipway-common';
import type { Shape } from '../../elements/Verdict';

const DAY_MS = 24 * 3600_000;

/** From where a secret comes to the pods that take it: each step with its state and what is known of it. */
export interface Chain {
  name: string;
  by: SecretFacts['by'] | 'vault';
  /** Where people see what it is made from. */
  link?: string;
  source: {
    shape: Shape;
    version?: number;
    createdAt?: string;
    endsAt?: string;
    word?: 'gone' | 'deleted' | 'hidden' | 'noAge';
  };
  operator: {
    shape: Shape;
    word: 'synced' | 'sealed' | 'waiting' | 'notSynced' | 'named';
    at?: string;
  };
  secret: { shape: Shape; word: 'there' | 'notThere' };
  pods: {
    shape: Shape;
    word: 'current' | 'oldVersion' | 'nobody';
    oldestAt?: string;
    /** Workloads whose pods still have what was before. */
    lagging: string[];
  };
}

/** The chains of one environment: what operators bring, and where it lies in Vault, where that is told. */
export function chainsOf(
  secrets: SecretsState | undefined,
  vault: VaultState | undefined,
  options: { now: number; dueDays: number },
): Chain[] {
  const places = vault?.secrets ?? [];
  const brought = secrets?.secrets ?? [];
  const names = new Set(brought.map(({ name }) => name));
  return [
    ...brought.map(secret =>
      chainOf(
        secret,
        places.filter(place => place.secrets.includes(secret.name)),
        options,
      ),
    ),
    // Told by Vault alone, as when what brings it may not be read.
    ...places
      .filter(place => !place.secrets.some(name => names.has(name)))
      .map(place => chainOf(undefined, [place], options)),
  ];
}

function chainOf(
  secret: SecretFacts | undefined,
  places: VaultSecret[],
  options: { now: number; dueDays: number },
): Chain {
  const sources = places.map(place => sourceOf(place, options));
  const worst = ['failed', 'degraded', 'denied', 'unknown', 'healthy']
    .flatMap(shape => sources.filter(one => one.shape === shape))
    .at(0);
  const link = places.find(place => place.link)?.link;
  return {
    name: secret?.name ?? `${places[0].mount}/${places[0].path}`,
    by: places.length > 0 ? 'vault' : secret!.by,
    ...(link && { link }),
    // Nothing else tells of a store than whether its operator gets on with it.
    source: worst ?? { shape: secret!.ready ? 'healthy' : 'unknown' },
    operator: operatorOf(secret, places),
    secret: secretOf(secret),
    pods: podsOf(secret?.users ?? places.flatMap(({ users }) => users), places),
  };
}

function sourceOf(
  place: VaultSecret,
  { now, dueDays }: { now: number; dueDays: number },
): Chain['source'] {
  const { known, deletedAt, destroyed, version, createdAt, expiresAt } = place;
  const told = {
    ...(version !== undefined && { version }),
    ...(createdAt && { createdAt }),
    ...(expiresAt && { endsAt: expiresAt }),
  };
  if (known === 'denied') {
    return { shape: 'denied', word: 'hidden' };
  }
  if (known === 'absent') {
    return { shape: 'failed', word: 'gone' };
  }
  if (deletedAt || destroyed) {
    return { shape: 'failed', word: 'deleted', ...told };
  }
  if (expiresAt) {
    const left = Date.parse(expiresAt) - now;
    if (left < dueDays * DAY_MS) {
      return { shape: left <= 0 ? 'failed' : 'degraded', ...told };
    }
  }
  return {
    shape: 'healthy',
    ...told,
    ...(!createdAt && { word: 'noAge' as const }),
  };
}

function operatorOf(
  secret: SecretFacts | undefined,
  places: readonly VaultSecret[],
): Chain['operator'] {
  if (!secret) {
    // What the catalog names need not be brought by anybody.
    return places.every(({ named }) => named)
      ? { shape: 'none', word: 'named' }
      : { shape: 'unknown', word: 'waiting' };
  }
  const { ready, waiting, by, syncedAt } = secret;
  const at = syncedAt ? { at: syncedAt } : {};
  if (ready) {
    const word = by === 'SealedSecret' ? 'sealed' : 'synced';
    return { shape: 'healthy', word, ...at };
  }
  return waiting
    ? { shape: 'progressing', word: 'waiting' }
    : { shape: syncedAt ? 'degraded' : 'failed', word: 'notSynced', ...at };
}

function secretOf(secret: SecretFacts | undefined): Chain['secret'] {
  if (secret?.ready || secret?.syncedAt) {
    return { shape: 'healthy', word: 'there' };
  }
  return { shape: secret?.waiting ? 'progressing' : 'none', word: 'notThere' };
}

/** A pod that takes a Secret by its environment keeps what it started with. */
function podsOf(
  users: readonly SecretUser[],
  places: readonly VaultSecret[],
): Chain['pods'] {
  const changed = places
    .flatMap(({ createdAt }) => createdAt ?? [])
    .sort()
    .at(-1);
  const lagging = users
    .filter(
      ({ as, oldestPodAt }) =>
        as === 'environment' &&
        changed &&
        oldestPodAt &&
        Date.parse(oldestPodAt) < Date.parse(changed),
    )
    .map(({ workload }) => workload);
  const oldestAt = users
    .flatMap(({ oldestPodAt }) => oldestPodAt ?? [])
    .sort()[0];
  const rest = {
    lagging: [...new Set(lagging)],
    ...(oldestAt && { oldestAt }),
  };
  if (users.length === 0) {
    return { shape: 'none', word: 'nobody', ...rest };
  }
  return lagging.length > 0
    ? { shape: 'progressing', word: 'oldVersion', ...rest }
    : { shape: 'healthy', word: 'current', ...rest };
}
