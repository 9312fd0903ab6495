import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import type { RepositoryApi } from './hosts';
import { AGAIN } from './reach';

const PAUSE = 250;
const TRIES = 80;

/**
 * Hosts take note of a push behind their answer, and later steps read what they show. Gitea fails on a branch that it has not
 * taken note of, so a failure is waited for as well.
 */
export async function untilShown(
  api: RepositoryApi,
  host: string,
  { branch, signal }: { branch?: string; signal?: AbortSignal },
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const shown = await api.head(branch).catch(() => {
      signal?.throwIfAborted();
      return undefined;
    });
    if (shown) {
      return;
    }
    await sleep(PAUSE, undefined, { signal });
  }
  throw new ServiceUnavailableError(
    `The Git host ${host} took the push and does not show it. ${AGAIN}`,
  );
}
