import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, isError } from '@backstage/errors';
import { initRepoAndPush } from '@backstage/plugin-scaffolder-node';
import { BRANCH, type PublishHost } from './hosts';
import { AGAIN } from './reach';
import { withoutAddresses } from './withoutAddresses';

const TIME_LIMIT = 120_000;

export interface Push {
  host: PublishHost;
  auth: { username: string; password: string };
  remoteUrl: string;
  dir: string;
  message: string;
  author: { name?: string; email?: string };
  signal?: AbortSignal;
  timeLimit?: number;
}

/** Git's own steps tell folders and addresses of this server, so they are not for a task's log. */
const silent: LoggerService = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  child: () => silent,
};

/** Commits everything in a folder and pushes it to an empty repository. Resolves with the commit. */
export async function push(options: Push): Promise<string> {
  const { host, signal, timeLimit = TIME_LIMIT } = options;
  const limit = AbortSignal.timeout(timeLimit);
  const end = signal ? AbortSignal.any([signal, limit]) : limit;
  // Git over HTTP takes no signal. What goes on behind a push that was given up ends in the very state
  // that a later run recognizes.
  const pushed = initRepoAndPush({
    dir: options.dir,
    remoteUrl: options.remoteUrl,
    defaultBranch: BRANCH,
    auth: options.auth,
    logger: silent,
    commitMessage: options.message,
    gitAuthorInfo: options.author,
    signingKey: host.commitSigningKey,
  });
  try {
    const { commitHash } = await Promise.race([pushed, whenAborted(end)]);
    return commitHash;
  } catch (error) {
    signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      `The Git host ${host.host} ${
        limit.aborted
          ? `did not take the push within ${timeLimit / 1000} s`
          : `refused the push: ${reasonOf(error)}`
      }. The repository is there and empty; check that the portal's user may push to it. ${AGAIN}`,
    );
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    }),
  );
}

/** Git appends what the server sent as data; it is for nobody's eyes. */
function reasonOf(error: unknown): string {
  const message = isError(error) ? error.message : String(error);
  return withoutAddresses(message.replace(/\s*\{data=[^]*$/, '')).slice(0, 300);
}
