import { InputError } from '@backstage/errors';
import { withoutAddresses } from '../withoutAddresses';
import { reach, type Answer, type Reach } from '../reach';
import {
  BRANCH,
  type ChangeRequest,
  type Limits,
  type Places,
  type RepositoryApi,
  type SourcePlace,
} from './host';

interface Asked {
  expect: readonly number[];
  method?: Reach['method'];
  body?: unknown;
}

/** Asks the API of one host, as the portal. */
export function caller(options: {
  host: string;
  baseUrl: string;
  headers(): Promise<Record<string, string>>;
  limits: Limits;
}) {
  const ask = async (
    path: string,
    to: string,
    { expect, body, method = body ? 'POST' : 'GET' }: Asked,
  ): Promise<Answer> =>
    reach({
      who: `The Git host ${options.host}`,
      to,
      url: `${options.baseUrl}${path}`,
      method,
      headers: await options.headers(),
      body,
      expect: [...expect],
      ...options.limits,
    });
  return {
    ask,
    /** What is there, or undefined. */
    async look(path: string, to: string): Promise<object | undefined> {
      const { status, body } = await ask(path, to, { expect: [200, 404] });
      return status === 404 ? undefined : (body as object);
    },
  };
}

/** Hosts answer alike to a name that is taken and to one that their own rules refuse. */
export function onlyIfTaken(
  host: string,
  full: string,
  body: unknown,
  taken: RegExp,
): void {
  const said = JSON.stringify(body);
  if (!taken.test(said)) {
    throw new InputError(
      `The Git host ${host} does not take ${full}: ${withoutAddresses(
        said,
      ).slice(0, 300)}`,
    );
  }
}

/** Whether a repository that was looked for is there and still written to: all three hosts say so alike. */
function isOpen(found: object | undefined): boolean {
  return (
    found !== undefined && (found as { archived?: unknown }).archived !== true
  );
}

/** The addresses of a repository, which hosts tell apart by what stands before the branch. */
export function placesAt(
  url: string,
  words: { folder: string; file: string },
  { branch = BRANCH, folder = '' }: Partial<SourcePlace> = {},
): Places {
  return {
    url,
    remoteUrl: `${url}.git`,
    repoContentsUrl: `${url}/${words.folder}/${branch}/${folder}`,
    catalogInfoUrl: `${url}/${words.file}/${branch}/${folder}catalog-info.yaml`,
  };
}

/** Closes a repository, in the host's own way. */
export function archiveOf(
  { ask, look }: Pick<ReturnType<typeof caller>, 'ask' | 'look'>,
  full: string,
  repository: string,
  how: Asked & { path?: string },
): Pick<RepositoryApi, 'archive'> {
  return {
    async archive() {
      // Who is archived cannot be changed, not even to that.
      const open = isOpen(await look(repository, `look for ${full}`));
      if (open) {
        await ask(`${repository}${how.path ?? ''}`, `archive ${full}`, how);
      }
      return open;
    },
  };
}

/** By the one field that says so. */
export const ARCHIVED = {
  method: 'PATCH',
  expect: [200],
  body: { archived: true },
} as const;

/** Protects a branch by one call of the host's, unless it is. */
export function protectionOf(
  { ask, look }: Pick<ReturnType<typeof caller>, 'ask' | 'look'>,
  full: string,
  paths: { branch(name: string): string },
  how: (branch: string) => Asked & { path: string },
): Pick<RepositoryApi, 'protect'> {
  return {
    async protect(branch) {
      const found = (await look(
        paths.branch(branch),
        `read the branch ${branch} of ${full}`,
      )) as { protected?: boolean } | undefined;
      if (found?.protected) {
        return false;
      }
      const { path, ...asked } = how(branch);
      await ask(path, `protect the branch ${branch} of ${full}`, asked);
      return true;
    },
  };
}

/** What is read of a repository and its branches: all three hosts hand it out in one form. */
export function branchesOf(
  look: (path: string, to: string) => Promise<object | undefined>,
  full: string,
  paths: {
    repository: string;
    file(path: string): string;
    branch(name: string): string;
  },
): Pick<RepositoryApi, 'about' | 'file' | 'head'> {
  return {
    async about() {
      const found = (await look(paths.repository, `look for ${full}`)) as
        | { default_branch?: string; archived?: boolean }
        | undefined;
      return (
        found && {
          branch: found.default_branch ?? BRANCH,
          archived: found.archived === true,
        }
      );
    },
    async file(path, branch = BRANCH) {
      const found = (await look(
        `${paths.file(path)}?ref=${encodeURIComponent(branch)}`,
        `read ${path} of ${full}`,
      )) as { content?: string } | undefined;
      return (
        found && Buffer.from(found.content ?? '', 'base64').toString('utf8')
      );
    },
    async head(branch = BRANCH) {
      const found = (await look(
        paths.branch(branch),
        `read the branch ${branch} of ${full}`,
      )) as { commit?: { id?: string; sha?: string } } | undefined;
      return found?.commit?.id ?? found?.commit?.sha;
    },
  };
}

/** Opens a pull request; one that is open between the same branches is found instead. */
export function requestsOf(
  { ask, look }: Pick<ReturnType<typeof caller>, 'ask' | 'look'>,
  host: string,
  full: string,
  kind: {
    path: string;
    body(change: ChangeRequest): object;
    /** How the host says that there is one, and in which words. */
    taken: { status: number; words: RegExp };
    /** Where the open one is found: one object, or the first of a list. */
    open(change: ChangeRequest): string;
    /** The field of its page. */
    page: string;
  },
): Pick<RepositoryApi, 'request'> {
  return {
    async request(change) {
      const { taken, page } = kind;
      const { status, body } = await ask(
        kind.path,
        `open a pull request in ${full}`,
        { expect: [201, taken.status], body: kind.body(change) },
      );
      if (status === 201) {
        return { url: (body as any)[page], created: true };
      }
      onlyIfTaken(host, `a pull request for ${full}`, body, taken.words);
      const found = await look(
        kind.open(change),
        `look for the pull request in ${full}`,
      );
      const [one] = [found].flat() as any[];
      return { url: one?.[page] ?? '', created: false };
    },
  };
}
