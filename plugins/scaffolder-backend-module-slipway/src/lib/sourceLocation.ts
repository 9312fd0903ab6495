import type { Entity } from '@backstage/catalog-model';

const SOURCE = 'backstage.io/source-location';

/** Where the source of an entity lies: the host, the repository, and the folder in it. */
export interface SourceLocation {
  host: string;
  owner: string;
  name: string;
  /** Empty, or with a slash behind it. */
  folder: string;
}

/** GitHub, GitLab and Gitea write what stands before the branch each in their own way. */
const BRANCH = /\/(?:-\/tree|-\/blob|tree|blob|src\/branch)\/[^/]+\//;

export function sourceLocationOf({
  metadata,
}: Entity): SourceLocation | undefined {
  const [, address = ''] =
    /^url:(.+)$/.exec(metadata.annotations?.[SOURCE] ?? '') ?? [];
  return sourceLocationAt(address);
}

/** The same of an address of a folder. */
export function sourceLocationAt(address: string): SourceLocation | undefined {
  if (!URL.canParse(address)) {
    return undefined;
  }
  const { host, pathname } = new URL(address);
  const path = decodeURI(pathname);
  const branch = BRANCH.exec(path);
  const parts = path
    .slice(1, branch?.index)
    .split('/')
    .filter(part => part !== '');
  const name = parts.pop();
  return name && parts.length > 0
    ? {
        host,
        owner: parts.join('/'),
        name,
        folder: branch ? path.slice(branch.index + branch[0].length) : '',
      }
    : undefined;
}
