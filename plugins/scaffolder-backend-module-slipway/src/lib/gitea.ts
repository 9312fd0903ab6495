import { InputError } from '@backstage/errors';
import {
  getGiteaRequestOptions,
  type GiteaIntegrationConfig,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import { reach, type Reach } from './reach';

export type GiteaHost = GiteaIntegrationConfig & { baseUrl: string };

export const BRANCH = 'main';

/** The Gitea that the portal is integrated with: the named one, or the only one. */
export function giteaIntegration(
  integrations: ScmIntegrationRegistry,
  host?: string,
): GiteaHost {
  const known = integrations.gitea.list().map(({ config }) => config);
  const config = host
    ? known.find(candidate => candidate.host === host)
    : known[0];
  if (!config || (!host && known.length > 1)) {
    const names = known.map(candidate => candidate.host).join(', ');
    throw new InputError(
      host
        ? `No Gitea '${host}' stands under integrations.gitea in the portal's configuration; known: ${
            names || 'none'
          }`
        : `Name the Gitea host: the portal's configuration has ${
            known.length
              ? `several (${names})`
              : 'none under integrations.gitea'
          }`,
    );
  }
  return { ...config, baseUrl: config.baseUrl ?? `https://${config.host}` };
}

/** Where a repository stands, as people see it. */
export function giteaRepository(baseUrl: string, owner: string, name: string) {
  const url = `${baseUrl}/${owner}/${name}`;
  return {
    url,
    remoteUrl: `${url}.git`,
    repoContentsUrl: `${url}/src/branch/${BRANCH}/`,
    catalogInfoUrl: `${url}/src/branch/${BRANCH}/catalog-info.yaml`,
  };
}

export interface GiteaApi {
  /** undefined: there is none of that name. */
  repository(): Promise<{ empty: boolean } | undefined>;
  organizationExists(): Promise<boolean>;
  /** false: there is one of that name after all. */
  createRepository(description: string): Promise<boolean>;
  /** The text of a file on the branch, or undefined. */
  file(path: string): Promise<string | undefined>;
  /** The commit that the branch is at, or undefined. */
  head(): Promise<string | undefined>;
}

/** What is asked of Gitea about one repository. */
export function giteaApi(
  config: GiteaHost,
  owner: string,
  name: string,
  limits: Pick<Reach, 'signal' | 'timeLimit'>,
): GiteaApi {
  const call = (
    path: string,
    to: string,
    { expect, body }: { expect: number[]; body?: unknown },
  ) =>
    reach({
      who: `The Git host ${config.host}`,
      to,
      url: `${config.baseUrl}/api/v1${path}`,
      method: body ? 'POST' : 'GET',
      headers: { ...getGiteaRequestOptions(config).headers } as Record<
        string,
        string
      >,
      body,
      expect,
      ...limits,
    });
  const full = `${owner}/${name}`;
  const org = `/orgs/${encodeURIComponent(owner)}`;
  const repo = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(
    name,
  )}`;
  const look = (path: string, to: string) =>
    call(path, to, { expect: [200, 404] });

  return {
    async repository() {
      const { status, body } = await look(repo, `look for ${full}`);
      return status === 404 ? undefined : (body as { empty: boolean });
    },
    async organizationExists() {
      return (await look(org, `look for ${owner}`)).status === 200;
    },
    async createRepository(description) {
      const { status } = await call(`${org}/repos`, `create ${full}`, {
        expect: [201, 409],
        body: {
          name,
          description,
          private: false,
          default_branch: BRANCH,
        },
      });
      return status === 201;
    },
    async file(path) {
      const { status, body } = await look(
        `${repo}/contents/${path}?ref=${BRANCH}`,
        `read ${path} of ${full}`,
      );
      const { content } = (body ?? {}) as { content?: string };
      return status === 404
        ? undefined
        : Buffer.from(content ?? '', 'base64').toString('utf8');
    },
    async head() {
      const { status, body } = await look(
        `${repo}/branches/${BRANCH}`,
        `read the branch ${BRANCH} of ${full}`,
      );
      return status === 404
        ? undefined
        : (body as { commit?: { id?: string } }).commit?.id;
    },
  };
}
