import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConflictError, InputError } from '@backstage/errors';
import { parseService, type FileTree, type Service } from '@slipway/model';
import type { Platform } from '@slipway/plugin-slipway-node';
import { repositoryAt } from './address';
import { authorOf } from './author';
import type { CentralDeps } from './central';
import { publishHost, type RepositoryApi } from './hosts';
import { propose } from './propose';
import { clone } from './push';

/** What each cluster's Flux has to be given of a service whose manifests lie beside its source. */
export interface FluxHalf {
  service: Service;
  url: string;
  branch: string;
  /** Where they go in the repository that the clusters' Flux reads. */
  files: FileTree;
}

const OBJECTS = /(^|\/)deploy\/flux\/([^/]+)\.yaml$/;

/** undefined: there is nothing of Flux, or nobody says where its clusters read. */
export async function fluxHalf(
  tree: FileTree,
  platform: Platform,
): Promise<FluxHalf | undefined> {
  const { flux } = await platform.bundle();
  const spec = Object.keys(tree).find(path =>
    /(^|\/)slipway\.yaml$/.test(path),
  );
  const { service } = parseService(spec ? tree[spec].content : '');
  if (!flux?.repository || !service) {
    return undefined;
  }
  const { url, branch = 'main', paths } = flux.repository;
  const { name } = service.metadata;
  const files = Object.entries(tree).flatMap(([path, file]) => {
    const environment = OBJECTS.exec(path)?.[2] ?? '';
    const cluster = service.spec.environments[environment]?.cluster;
    const folder = cluster && paths[cluster]?.replace(/^\.?\/+|\/+$/g, '');
    return folder ? [[`${folder}/${name}-${environment}.yaml`, file]] : [];
  });
  return files.length > 0
    ? { service, url, branch, files: Object.fromEntries(files) }
    : undefined;
}

/** Asks the people of Flux's repository to take them. undefined: they have. */
export async function proposeFlux(
  { service, url, branch, files }: FluxHalf,
  { config, limits, logger, folder }: CentralDeps,
): Promise<{ url: string } | undefined> {
  const { host, owner, name } = repositoryAt(url);
  const full = `${owner}/${name}`;
  const git = publishHost(config, host);
  const api = git.api(owner, name, limits);
  if (!(await api.about())) {
    throw new InputError(
      `Flux's repository ${full} is not on ${git.host}, or the portal's user may not see it`,
    );
  }
  const { metadata, spec } = service;
  switch (await found(api, files, branch)) {
    case 'same':
      logger.info(`${full} has what it needs for ${metadata.name}`);
      return undefined;
    case 'other':
      throw new ConflictError(
        `${full} has another ${metadata.name} already; nothing in it was touched. Choose another name, or change it there.`,
      );
    default:
  }
  const [dir, from] = [await folder(), await folder()];
  await clone({
    host: git,
    auth: await git.pushAuth(owner, name),
    remoteUrl: git.places(owner, name).remoteUrl,
    dir,
    branch,
    limits,
  });
  for (const [path, { content }] of Object.entries(files)) {
    await mkdir(dirname(join(from, path)), { recursive: true });
    await writeFile(join(from, path), content);
  }
  const head = `slipway/${metadata.name}`;
  return propose({
    git,
    owner,
    name,
    change: {
      title: `Let Flux deliver ${metadata.name}`,
      body: [
        `This tells Flux of **${metadata.name}** of ${metadata.owner}, whose manifests lie beside its source at ${spec.repository.url}.`,
        `A folder that has a \`kustomization.yaml\` needs a line in it for each new file:\n\n${Object.keys(
          files,
        )
          .map(path => `- \`${path}\``)
          .join('\n')}`,
        'No file that is here is changed.',
      ].join('\n\n'),
      head,
      base: branch,
    },
    clone: dir,
    files,
    from,
    isOurs: async there => (await found(there, files, head)) === 'same',
    author: authorOf(config),
    limits,
    logger,
  });
}

/** What of the files a branch has. */
async function found(
  api: RepositoryApi,
  files: FileTree,
  branch: string,
): Promise<'none' | 'same' | 'other'> {
  const theirs = await Promise.all(
    Object.keys(files).map(path => api.file(path, branch)),
  );
  if (theirs.every(text => text === undefined)) {
    return 'none';
  }
  const same = Object.values(files).every(
    ({ content }, i) => content === theirs[i],
  );
  return same ? 'same' : 'other';
}
