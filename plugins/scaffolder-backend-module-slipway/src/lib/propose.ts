import { copyFile, lstat, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  resolveSafeChildPath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { LOCK_FILE, readLock } from '@slipway/blueprint';
import type { FileTree } from '@slipway/model';
import type { GitLimits } from './git';
import type { ChangeRequest, PublishHost, RepositoryApi } from './hosts';
import { pushBranch } from './push';
import { untilShown } from './untilShown';

export interface Proposal {
  git: PublishHost;
  owner: string;
  name: string;
  change: ChangeRequest;
  /** The folder of a clone of the base. */
  clone: string;
  /** What is added to it, and the folder where that lies. */
  files: FileTree;
  from: string;
  /** Whether a branch that is there already is this proposal; by the lock in it when left out. */
  isOurs?(api: RepositoryApi): Promise<boolean>;
  author: { name?: string; email?: string };
  limits: Omit<GitLimits, 'host'>;
  logger: LoggerService;
}

/** A branch of its own with these files, and a pull request. What an earlier run has made of the same values is found. */
export async function propose(proposal: Proposal): Promise<{ url: string }> {
  const { change, clone, files, from } = proposal;
  const lock = lockIn(files);
  return proposeBranch({
    isOurs: async api =>
      lock !== undefined &&
      isOfSameSpec(await api.file(lock, change.head), files[lock].content),
    ...proposal,
    write: async () => {
      const paths = Object.keys(files);
      await checkFree(clone, paths);
      for (const path of paths) {
        const target = join(clone, path);
        await mkdir(dirname(target), { recursive: true });
        await copyFile(join(from, path), target);
      }
      return paths;
    },
  });
}

/** A branch of its own with what is written into the clone, and a pull request; what an earlier run has made is found. */
export async function proposeBranch(
  options: Omit<Proposal, 'files' | 'from' | 'isOurs'> & {
    isOurs(api: RepositoryApi): Promise<boolean>;
    /** Resolves with the paths of the files that it wrote. */
    write(): Promise<string[]>;
  },
): Promise<{ url: string }> {
  const { git, owner, name, change, limits, logger } = options;
  const { head: branch } = change;
  const full = `${owner}/${name}`;
  const api = git.api(owner, name, limits);
  if (await api.head(branch)) {
    if (!(await options.isOurs(api))) {
      throw new ConflictError(
        `${full} has a branch ${branch} already, with another proposal or with changes to this one; nothing in it was touched. Go on there, or close its pull request, remove the branch and try again.`,
      );
    }
    logger.info(`${branch} is there already, from an earlier run`);
  } else {
    const files = await options.write();
    const commit = await pushBranch({
      host: git,
      auth: await git.pushAuth(owner, name),
      dir: options.clone,
      branch,
      files,
      message: change.title,
      author: options.author,
      limits,
    });
    await untilShown(api, git.host, { branch, signal: limits.signal });
    logger.info(
      `Pushed ${commit.slice(0, 7)} to ${branch}: ${files.length} ${
        files.length === 1 ? 'file' : 'files'
      }`,
    );
  }
  const request = await api.request(change);
  logger.info(
    `${request.created ? 'Opened' : 'Found'} the pull request ${request.url}`,
  );
  return request;
}

/** The lock in a tree tells what it was made from. */
export function lockIn(files: FileTree): string | undefined {
  return Object.keys(files).find(
    path => path === LOCK_FILE || path.endsWith(`/${LOCK_FILE}`),
  );
}

/** Until people have decided the platform may have moved on: what they decide about is the service. */
export function isOfSameSpec(theirs: string | undefined, ours: string) {
  const spec = theirs === undefined ? undefined : specIn(theirs);
  return spec !== undefined && spec === specIn(ours);
}

function specIn(lock: string): string | undefined {
  try {
    return readLock(lock)?.spec;
  } catch {
    // What somebody broke is not what was proposed.
    return undefined;
  }
}

/** A link in a repository may lead anywhere, and is never written through; what is there is never changed. */
async function checkFree(clone: string, paths: string[]): Promise<void> {
  for (const path of paths) {
    let target: string;
    try {
      target = resolveSafeChildPath(clone, path);
    } catch {
      throw new InputError(
        `${path} would be written through a link of the repository that leads outside. Remove the link first; nothing was changed.`,
      );
    }
    if (await lstat(target).catch(() => undefined)) {
      throw new InputError(
        `${path} is there already, maybe under a name that differs by case, or behind a link. Nothing was changed: move it first, or choose another name for the service.`,
      );
    }
  }
}
