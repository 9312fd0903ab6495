import { LOCK_FILE } from '@slipway/blueprint';
import { parseService } from '@slipway/model';
import type { RepositoryApi } from './hosts';

/**
 * Whose a repository is that is not empty: undefined when it was made from the very same values and
 * platform, as the lock tells; else in words.
 */
export async function takenBy(
  api: RepositoryApi,
  ourLock: string | undefined,
): Promise<string | undefined> {
  const lock = await api.file(LOCK_FILE);
  if (lock === undefined) {
    return 'and was not made by Slipway';
  }
  if (lock === ourLock) {
    return undefined;
  }
  const { service } = parseService((await api.file('slipway.yaml')) ?? '');
  return service
    ? `and holds the service '${service.metadata.name}' of ${service.metadata.owner}, made from other values or by another version of the platform`
    : 'and was made from other values or by another version of the platform';
}
