import {
  addFiles,
  cloneRepo,
  commitAndPushBranch,
  initRepoAndPush,
} from '@backstage/plugin-scaffolder-node';
import { silent, withinLimits, type GitLimits } from './git';
import { BRANCH, type PublishHost } from './hosts';

export interface Push {
  host: PublishHost;
  auth: { username: string; password: string };
  remoteUrl: string;
  dir: string;
  message: string;
  author: { name?: string; email?: string };
  limits: Omit<GitLimits, 'host'>;
}

/** Commits everything in a folder and pushes it to an empty repository. Resolves with the commit. */
export async function push(options: Push): Promise<string> {
  const { host, limits } = options;
  const { commitHash } = await withinLimits(
    () =>
      initRepoAndPush({
        dir: options.dir,
        remoteUrl: options.remoteUrl,
        defaultBranch: BRANCH,
        auth: options.auth,
        logger: silent,
        commitMessage: options.message,
        gitAuthorInfo: options.author,
        signingKey: host.commitSigningKey,
      }),
    'push',
    "The repository is there and empty; check that the portal's user may push to it.",
    { ...limits, host: host.host },
  );
  return commitHash;
}

/** The newest commit of a branch, without what was before. */
export function clone(
  options: Omit<Push, 'message' | 'author'> & { branch: string },
): Promise<void> {
  const { host, limits } = options;
  return withinLimits(
    () =>
      cloneRepo({
        url: options.remoteUrl,
        dir: options.dir,
        auth: options.auth,
        ref: options.branch,
        depth: 1,
        logger: silent,
      }),
    'clone',
    "Check that the portal's user may read it.",
    { ...limits, host: host.host },
  );
}

/** Commits files of a clone and pushes them as a branch that is not there yet. */
export async function pushBranch(
  options: Omit<Push, 'remoteUrl'> & { branch: string; files: string[] },
): Promise<string> {
  const { host, limits, dir, auth } = options;
  const work = async () => {
    for (const filepath of options.files) {
      await addFiles({ dir, filepath, auth, logger: silent });
    }
    return commitAndPushBranch({
      dir,
      auth,
      logger: silent,
      commitMessage: options.message,
      gitAuthorInfo: options.author,
      branch: options.branch,
      signingKey: host.commitSigningKey,
    });
  };
  const { commitHash } = await withinLimits(
    work,
    'push',
    "Nothing was changed; check that the portal's user may push branches to it.",
    { ...limits, host: host.host },
  );
  return commitHash;
}
