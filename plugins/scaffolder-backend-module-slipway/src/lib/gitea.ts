import { InputError } from '@backstage/errors';
import {
  getGiteaRequestOptions,
  type GiteaIntegrationConfig,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import { reach } from './reach';

/** The Gitea that the portal is integrated with: the named one, or the only one. */
export function giteaIntegration(
  integrations: ScmIntegrationRegistry,
  host?: string,
): GiteaIntegrationConfig & { baseUrl: string } {
  const known = integrations.gitea.list().map(({ config }) => config);
  const config = host
    ? known.find(candidate => candidate.host === host)
    : known[0];
  if (!config || (!host && known.length > 1)) {
    const names = known.map(candidate => candidate.host).join(', ');
    throw new InputError(
      host
        ? `No Gitea '${host}' stands under integrations.gitea in the portal's configuration; known: ${names}`
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
    repoContentsUrl: `${url}/src/branch/main`,
    catalogInfoUrl: `${url}/src/branch/main/catalog-info.yaml`,
  };
}

export interface GiteaApi {
  /** undefined: there is none of that name. */
  repository(
    owner: string,
    name: string,
  ): Promise<{ empty: boolean } | undefined>;
  organizationExists(owner: string): Promise<boolean>;
  createRepository(
    owner: string,
    name: string,
    description: string,
  ): Promise<void>;
  /** The text of a file on the default branch, or undefined. */
  file(owner: string, name: string, path: string): Promise<string | undefined>;
}

export function giteaApi(
  config: GiteaIntegrationConfig & { baseUrl: string },
  signal?: AbortSignal,
): GiteaApi {
  const call = (path: string, body?: unknown) =>
    reach(`The Git host ${config.host}`, `${config.baseUrl}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...getGiteaRequestOptions(config).headers,
        'content-type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      expect: [200, 201, 404],
    });
  const repo = (owner: string, name: string) =>
    `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;

  return {
    async repository(owner, name) {
      const response = await call(repo(owner, name));
      return response.status === 404 ? undefined : response.json();
    },
    async organizationExists(owner) {
      return (await call(`/orgs/${encodeURIComponent(owner)}`)).status === 200;
    },
    async createRepository(owner, name, description) {
      await call(`/orgs/${encodeURIComponent(owner)}/repos`, {
        name,
        description,
        private: false,
        default_branch: 'main',
      });
    },
    async file(owner, name, path) {
      const response = await call(`${repo(owner, name)}/contents/${path}`);
      if (response.status === 404) {
        return undefined;
      }
      const { content } = await response.json();
      return Buffer.from(content ?? '', 'base64').toString('utf8');
    },
  };
}
