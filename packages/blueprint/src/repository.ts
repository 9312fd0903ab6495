import type { Service } from '@slipway/model';

/** What the address of a repository tells. */
export interface RepositoryFacts {
  /** Without a trailing `.git`. */
  url: string;
  cloneUrl: string;
  branch: string;
  /** `shop/payments` */
  path: string;
  /** The Go module path: host and path, without scheme and port. */
  module: string;
  /** Where people see the builds. */
  buildsUrl: string;
  /** Where people see the service's files of the branch, with a trailing slash. */
  sourceUrl: string;
  /** Where people edit a file of the service in the branch, with a trailing slash. */
  editUrl: string;
}

/** The folder of the service in its repository, with a slash behind it; nothing when it has the repository for itself. */
export function rootOf({ spec }: Service): string {
  const path = spec.repository.path?.replace(/^\/+|\/+$/g, '');
  return path ? `${path}/` : '';
}

export function repositoryFacts(
  service: Service,
  defaultBranch = 'main',
): RepositoryFacts {
  const { host } = service.spec.repository;
  const url = service.spec.repository.url.replace(/\.git$/, '');
  const branch = service.spec.repository.branch ?? defaultBranch;
  const root = rootOf(service);
  const [, authority, path] = /^https?:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  const facts = {
    url,
    cloneUrl: `${url}.git`,
    branch,
    path,
    module: [authority?.replace(/:\d+$/, '').toLowerCase(), path, root]
      .filter(Boolean)
      .join('/')
      .replace(/\/$/, ''),
  };
  switch (host) {
    case 'github':
      return {
        ...facts,
        buildsUrl: `${url}/actions`,
        sourceUrl: `${url}/tree/${branch}/${root}`,
        editUrl: `${url}/edit/${branch}/${root}`,
      };
    case 'gitlab':
      return {
        ...facts,
        buildsUrl: `${url}/-/pipelines`,
        sourceUrl: `${url}/-/tree/${branch}/${root}`,
        editUrl: `${url}/-/edit/${branch}/${root}`,
      };
    default:
      return {
        ...facts,
        buildsUrl: `${url}/actions`,
        sourceUrl: `${url}/src/branch/${branch}/${root}`,
        editUrl: `${url}/_edit/${branch}/${root}`,
      };
  }
}
