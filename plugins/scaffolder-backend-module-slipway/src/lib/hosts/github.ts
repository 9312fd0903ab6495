import {
  DefaultGithubCredentialsProvider,
  type GithubIntegrationConfig,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import {
  ARCHIVED,
  archiveOf,
  branchesOf,
  caller,
  onlyIfTaken,
  placesAt,
  protectionOf,
  requestsOf,
} from './caller';
import { pathOf, type PublishHost } from './host';

/** GitHub says so of a repository that has no commit. */
const EMPTY = 409;
/** And so of a name that is taken. */
const TAKEN = 422;

export function githubHost(
  { host, apiBaseUrl = `https://${host}/api/v3` }: GithubIntegrationConfig,
  baseUrl: string,
  integrations: ScmIntegrationRegistry,
): PublishHost {
  // A token, or that of an app which is installed there.
  const credentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const places: PublishHost['places'] = (owner, name, at) =>
    placesAt(
      `${baseUrl}/${owner}/${name}`,
      { folder: 'tree', file: 'blob' },
      at,
    );
  return {
    host,
    places,
    async pushAuth(owner, name) {
      const { url } = places(owner, name);
      const { token = '' } = await credentials.getCredentials({ url });
      return { username: 'x-access-token', password: token };
    },
    api(owner, name, limits) {
      const api = caller({
        host,
        baseUrl: apiBaseUrl,
        async headers() {
          const { url } = places(owner, name);
          const { headers } = await credentials.getCredentials({ url });
          return { ...headers, accept: 'application/vnd.github+json' };
        },
        limits,
      });
      const { ask, look } = api;
      const full = `${owner}/${name}`;
      const repo = `/repos/${pathOf(owner, name)}`;
      const branches = (branch: string) => `${repo}/branches/${branch}`;
      return {
        async repository() {
          const { status } = await ask(
            `${repo}/commits?per_page=1`,
            `look for ${full}`,
            { expect: [200, 404, EMPTY] },
          );
          return status === 404 ? undefined : { empty: status === EMPTY };
        },
        async ownerExists() {
          return Boolean(
            await look(`/orgs/${pathOf(owner)}`, `look for ${owner}`),
          );
        },
        async createRepository(description, visibility) {
          const { status, body } = await ask(
            `/orgs/${pathOf(owner)}/repos`,
            `create ${full}`,
            {
              expect: [201, TAKEN],
              body: { name, description, private: visibility === 'private' },
            },
          );
          if (status === TAKEN) {
            onlyIfTaken(host, full, body, /already exists/);
          }
          return status === 201;
        },
        ...archiveOf(api, full, repo, ARCHIVED),
        ...branchesOf(look, full, {
          repository: repo,
          file: path => `${repo}/contents/${path}`,
          branch: branches,
        }),
        ...protectionOf(api, full, { branch: branches }, branch => ({
          path: `${branches(branch)}/protection`,
          method: 'PUT',
          expect: [200],
          body: {
            required_status_checks: null,
            enforce_admins: null,
            required_pull_request_reviews: null,
            restrictions: null,
            allow_force_pushes: false,
            allow_deletions: false,
          },
        })),
        ...requestsOf(api, host, full, {
          path: `${repo}/pulls`,
          body: change => change,
          taken: { status: TAKEN, words: /already exists/ },
          open: ({ base, head }) =>
            `${repo}/pulls?state=open&base=${encodeURIComponent(
              base,
            )}&head=${encodeURIComponent(`${owner}:${head}`)}`,
          page: 'html_url',
        }),
      };
    },
  };
}
