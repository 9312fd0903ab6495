import { InputError } from '@backstage/errors';
import { withoutAddresses } from '../withoutAddresses';
import { reach, type Answer, type Reach } from '../reach';
import { BRANCH, type Limits, type Places, type RepositoryApi } from './host';

interface Asked {
  expect: number[];
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
      expect,
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
export function isOpen(found: object | undefined): boolean {
  return (
    found !== undefined && (found as { archived?: unknown }).archived !== true
  );
}

/** The addresses of a repository, which hosts tell apart by what stands before the branch. */
export function placesAt(
  url: string,
  { folder, file }: { folder: string; file: string },
): Places {
  return {
    url,
    remoteUrl: `${url}.git`,
    repoContentsUrl: `${url}/${folder}/${BRANCH}/`,
    catalogInfoUrl: `${url}/${file}/${BRANCH}/catalog-info.yaml`,
  };
}

/** What is read of a branch: all three hosts hand out files in one form. */
export function branchOf(
  look: (path: string, to: string) => Promise<object | undefined>,
  full: string,
  paths: { file(path: string): string; branch: string },
): Pick<RepositoryApi, 'file' | 'head'> {
  return {
    async file(path) {
      const found = (await look(
        `${paths.file(path)}?ref=${BRANCH}`,
        `read ${path} of ${full}`,
      )) as { content?: string } | undefined;
      return (
        found && Buffer.from(found.content ?? '', 'base64').toString('utf8')
      );
    },
    async head() {
      const found = (await look(
        paths.branch,
        `read the branch ${BRANCH} of ${full}`,
      )) as { commit?: { id?: string; sha?: string } } | undefined;
      return found?.commit?.id ?? found?.commit?.sha;
    },
  };
}
