import { join } from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ConflictError, InputError } from '@backstage/errors';
import { parseService, type FileTree, type Service } from '@slipway/model';
import type { Platform } from '@slipway/plugin-slipway-node';
import { repositoryAt } from './address';
import { authorOf } from './author';
import type { GitLimits } from './git';
import { publishHost } from './hosts';
import { isOfSameSpec, lockIn, propose } from './propose';
import { clone } from './push';
import { CENTRAL, readTree } from './workspace';

/** What a service has in a GitOps repository of the platform's. */
export interface CentralHalf {
  service: Service;
  tree: FileTree;
  /** Where it lies. */
  from: string;
  url: string;
  branch: string;
}

/** The manifests of the workspace, where they do not lie beside the source. */
export async function centralHalf(
  workspacePath: string,
  tree: FileTree,
  platform: Platform,
): Promise<CentralHalf | undefined> {
  const from = join(workspacePath, CENTRAL);
  const { tree: central } = await readTree(from);
  const spec = Object.keys(tree).find(path =>
    /(^|\/)slipway\.yaml$/.test(path),
  );
  if (Object.keys(central).length === 0 || !spec) {
    return undefined;
  }
  const { service } = parseService(tree[spec].content);
  const where = service && (await platform.gitops(service));
  return where && { service, tree: central, from, ...where };
}

export interface CentralDeps {
  config: Config;
  limits: Omit<GitLimits, 'host'>;
  logger: LoggerService;
  folder(): Promise<string>;
}

/** Asks the people of the GitOps repository to take them. undefined: they have. */
export async function proposeCentral(
  { service, tree, from, url, branch }: CentralHalf,
  deps: CentralDeps,
): Promise<{ url: string } | undefined> {
  const { config, limits, logger } = deps;
  const { host, owner, name } = repositoryAt(url);
  const full = `${owner}/${name}`;
  const git = publishHost(config, host);
  const api = git.api(owner, name, limits);
  if (!(await api.about())) {
    throw new InputError(
      `The GitOps repository ${full} is not on ${git.host}, or the portal's user may not see it`,
    );
  }
  const lock = lockIn(tree)!;
  const theirs = await api.file(lock, branch);
  if (isOfSameSpec(theirs, tree[lock].content)) {
    logger.info(`${full} has what it needs for ${service.metadata.name}`);
    return undefined;
  }
  if (theirs !== undefined) {
    throw new ConflictError(
      `${full} has another ${service.metadata.name} already, made from other values; nothing in it was touched. Choose another name, or change it there.`,
    );
  }
  const dir = await deps.folder();
  await clone({
    host: git,
    auth: await git.pushAuth(owner, name),
    remoteUrl: git.places(owner, name).remoteUrl,
    dir,
    branch,
    limits,
  });
  const { metadata } = service;
  return propose({
    git,
    owner,
    name,
    change: {
      title: `Deploy ${metadata.name}`,
      body: [
        `This brings **${metadata.name}** of ${
          metadata.owner
        } to its environments: ${Object.keys(service.spec.environments).join(
          ', ',
        )}.`,
        metadata.description,
        `Its source is at ${service.spec.repository.url}. No file that is here is changed.`,
      ]
        .filter(Boolean)
        .join('\n\n'),
      head: `slipway/${metadata.name}`,
      base: branch,
    },
    clone: dir,
    files: tree,
    from,
    author: authorOf(config),
    limits,
    logger,
  });
}
