import {
  getGiteaRequestOptions,
  type GiteaIntegrationConfig,
} from '@backstage/integration';
import {
  ARCHIVED,
  archiveOf,
  branchesOf,
  caller,
  placesAt,
  protectionOf,
  requestsOf,
} from './caller';
import { BRANCH, pathOf, type PublishHost } from './host';

export function giteaHost(
  config: GiteaIntegrationConfig,
  baseUrl: string,
): PublishHost {
  return {
    host: config.host,
    commitSigningKey: config.commitSigningKey,
    pushAuth: async () => ({
      username: config.username ?? '',
      password: config.password ?? '',
    }),
    places: (owner, name, at) =>
      placesAt(
        `${baseUrl}/${owner}/${name}`,
        { folder: 'src/branch', file: 'src/branch' },
        at,
      ),
    api(owner, name, limits) {
      const api = caller({
        host: config.host,
        baseUrl: `${baseUrl}/api/v1`,
        headers: async () =>
          getGiteaRequestOptions(config).headers as Record<string, string>,
        limits,
      });
      const { ask, look } = api;
      const full = `${owner}/${name}`;
      const repo = `/repos/${pathOf(owner, name)}`;
      const branches = (branch: string) => `${repo}/branches/${branch}`;
      return {
        async repository() {
          const found = await look(repo, `look for ${full}`);
          return found && { empty: Boolean((found as any).empty) };
        },
        async ownerExists() {
          return Boolean(
            await look(`/orgs/${pathOf(owner)}`, `look for ${owner}`),
          );
        },
        async createRepository(description, visibility) {
          const { status } = await ask(
            `/orgs/${pathOf(owner)}/repos`,
            `create ${full}`,
            {
              expect: [201, 409],
              body: {
                name,
                description,
                private: visibility === 'private',
                default_branch: BRANCH,
              },
            },
          );
          return status === 201;
        },
        ...archiveOf(api, full, repo, ARCHIVED),
        ...branchesOf(look, full, {
          repository: repo,
          file: path => `${repo}/contents/${path}`,
          branch: branches,
        }),
        ...protectionOf(api, full, { branch: branches }, branch => ({
          path: `${repo}/branch_protections`,
          expect: [201],
          body: { rule_name: branch, branch_name: branch, enable_push: true },
        })),
        ...requestsOf(api, config.host, full, {
          path: `${repo}/pulls`,
          body: change => change,
          taken: { status: 409, words: /already exists/ },
          open: ({ base, head }) => `${repo}/pulls/${base}/${head}`,
          page: 'html_url',
        }),
      };
    },
  };
}
