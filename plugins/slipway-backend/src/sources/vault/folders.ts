import { ServerError } from '../servers/problems';
import type { VaultClient } from './VaultClient';
import type { VaultPlace } from './place';

/** Of one folder. A path that names half of Vault is nobody's secrets. */
const MOST = 100;
const DEEPEST = 4;

/** The secrets in a folder and below it; the folder itself, where it is a secret, or may not be listed. */
export async function secretsBelow(
  client: Pick<VaultClient, 'names'>,
  folder: VaultPlace,
  signal: AbortSignal,
): Promise<{ places: VaultPlace[]; denied?: true }> {
  // Version 2 lists its metadata.
  const listed = folder.kv === 2 ? `${folder.mount}/metadata` : folder.mount;
  const found: VaultPlace[] = [];
  const look = async (path: string, depth: number) => {
    const names = await client.names(listed, path, signal);
    for (const name of names) {
      const below = `${path}/${name}`;
      if (found.length >= MOST) {
        return;
      }
      if (!name.endsWith('/')) {
        found.push({ ...folder, path: below });
      } else if (depth < DEEPEST) {
        await look(below.slice(0, -1), depth + 1);
      }
    }
  };
  try {
    await look(folder.path, 1);
  } catch (error) {
    if (error instanceof ServerError && error.problem === 'denied') {
      return { places: [], denied: true };
    }
    throw error;
  }
  return { places: found.length > 0 ? found : [folder] };
}
