import {
  getGitLabRequestOptions,
  type GitLabIntegrationConfig,
} from '@backstage/integration';
import {
  archiveOf,
  branchesOf,
  caller,
  onlyIfTaken,
  placesAt,
  protectionOf,
  requestsOf,
} from './caller';
import { BRANCH, pathOf, type PublishHost } from './host';

export function gitlabHost(
  config: GitLabIntegrationConfig,
  baseUrl: string,
): PublishHost {
  return {
    host: config.host,
    commitSigningKey: config.commitSigningKey,
    pushAuth: async () => ({
      username: 'oauth2',
      password: config.token ?? '',
    }),
    places: (owner, name, at) =>
      placesAt(
        `${baseUrl}/${owner}/${name}`,
        { folder: '-/tree', file: '-/blob' },
        at,
      ),
    api(owner, name, limits) {
      const api = caller({
        host: config.host,
        baseUrl: config.apiBaseUrl,
        headers: async () =>
          getGitLabRequestOptions(config).headers as Record<string, string>,
        limits,
      });
      const { ask, look } = api;
      const full = `${owner}/${name}`;
      // A path below groups is one part of an address.
      const project = `/projects/${pathOf(full)}`;
      const branches = (branch: string) =>
        `${project}/repository/branches/${pathOf(branch)}`;
      const namespace = () =>
        look(`/namespaces/${pathOf(owner)}`, `look for ${owner}`);
      return {
        async repository() {
          const found = await look(project, `look for ${full}`);
          return found && { empty: Boolean((found as any).empty_repo) };
        },
        async ownerExists() {
          return Boolean(await namespace());
        },
        async createRepository(description, visibility) {
          const { status, body } = await ask('/projects', `create ${full}`, {
            expect: [201, 400],
            body: {
              name,
              path: name,
              namespace_id: ((await namespace()) as any)?.id,
              description,
              visibility,
              default_branch: BRANCH,
            },
          });
          if (status === 400) {
            onlyIfTaken(config.host, full, body, /already been taken/);
          }
          return status === 201;
        },
        ...archiveOf(api, full, project, {
          path: '/archive',
          method: 'POST',
          expect: [201],
        }),
        ...branchesOf(look, full, {
          repository: project,
          file: path => `${project}/repository/files/${pathOf(path)}`,
          branch: branches,
        }),
        ...protectionOf(api, full, { branch: branches }, branch => ({
          path: `${project}/protected_branches`,
          expect: [201],
          // Who may develop may push and merge, as before.
          body: {
            name: branch,
            push_access_level: 30,
            merge_access_level: 30,
            allow_force_push: false,
          },
        })),
        ...requestsOf(api, config.host, full, {
          path: `${project}/merge_requests`,
          body: ({ title, body, head, base }) => ({
            title,
            description: body,
            source_branch: head,
            target_branch: base,
          }),
          taken: { status: 409, words: /already exists/ },
          open: ({ base, head }) =>
            `${project}/merge_requests?state=opened&source_branch=${encodeURIComponent(
              head,
            )}&target_branch=${encodeURIComponent(base)}`,
          page: 'web_url',
        }),
      };
    },
  };
}
