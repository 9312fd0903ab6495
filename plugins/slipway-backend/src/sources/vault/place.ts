import type { Mount } from './VaultClient';

/** Where a secret is. */
export interface VaultPlace {
  mount: string;
  path: string;
  kv: 1 | 2;
}

/** Objects name a path with its engine, or without it where their store knows it. */
export function vaultPlace(
  key: string,
  mounts: Mount[],
  usual?: string,
): VaultPlace {
  const longestFirst = [...mounts].sort(
    (a, b) => b.path.length - a.path.length,
  );
  const named = longestFirst.find(({ path }) => key.startsWith(`${path}/`));
  if (named) {
    const path = key
      .slice(named.path.length + 1)
      // As the API spells it, which some write into their objects.
      .replace(/^data\//, named.kv === 2 ? '' : '$&');
    return { mount: named.path, path, kv: named.kv };
  }
  const mount = usual ?? mounts.at(0)?.path ?? 'secret';
  const kv = mounts.find(({ path }) => path === mount)?.kv ?? (2 as const);
  return { mount, path: key, kv };
}
