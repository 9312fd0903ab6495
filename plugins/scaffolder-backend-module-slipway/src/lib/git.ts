import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, isError } from '@backstage/errors';
import { AGAIN } from './reach';
import { unlessAborted } from './unlessAborted';
import { withoutAddresses } from './withoutAddresses';

const TIME_LIMIT = 120_000;

export interface GitLimits {
  host: string;
  signal?: AbortSignal;
  timeLimit?: number;
}

/** Git's own steps tell folders and addresses of this server, so they are not for a task's log. */
export const silent: LoggerService = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  child: () => silent,
};

/**
 * Git over HTTP takes no signal. What goes on behind a step that was given up ends in the very state that a later run
 * recognizes.
 */
export async function withinLimits<T>(
  work: () => Promise<T>,
  what: 'push' | 'clone',
  remedy: string,
  { host, signal, timeLimit = TIME_LIMIT }: GitLimits,
): Promise<T> {
  const limit = AbortSignal.timeout(timeLimit);
  const end = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    return await unlessAborted(end, work);
  } catch (error) {
    signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      `The Git host ${host} ${
        limit.aborted
          ? `did not take the ${what} within ${timeLimit / 1000} s`
          : `refused the ${what}: ${reasonOf(error)}`
      }. ${remedy} ${AGAIN}`,
    );
  }
}

/** Git appends what the server sent as data; it is for nobody's eyes. */
function reasonOf(error: unknown): string {
  const message = isError(error) ? error.message : String(error);
  return withoutAddresses(message.replace(/\s*\{data=[^]*$/, '')).slice(0, 300);
}
