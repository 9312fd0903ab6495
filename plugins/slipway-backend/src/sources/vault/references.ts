import { SecretUser, SecretsState } from '@slipway/plugin-slipway-common';

/** By path: the Secrets that are made from it, and who uses these. */
export type Paths = Map<string, { secrets: string[]; users: SecretUser[] }>;

/** What ExternalSecrets take through the stores that lead to a server; nothing where they take nothing there. */
export function pathsIn(
  { secrets }: SecretsState,
  stores: RegExp[],
): Paths | undefined {
  const found: Paths = new Map();
  for (const { by, store = '', name, users, paths } of secrets) {
    const here = stores.some(pattern => pattern.test(store));
    for (const path of by === 'ExternalSecret' && here ? paths : []) {
      const of = found.get(path) ?? { secrets: [], users: [] };
      of.secrets.push(name);
      of.users.push(...users);
      found.set(path, of);
    }
  }
  return found.size > 0 ? found : undefined;
}
