import {
  getGitLabRequestOptions,
  type GitLabIntegrationConfig,
} from '@backstage/integration';
import { caller, onlyIfTaken } from './caller';
import { BRANCH, pathOf, textOf, type PublishHost } from './host';

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
    places(owner, name) {
      const url = `${baseUrl}/${owner}/${name}`;
      return {
        url,
        remoteUrl: `${url}.git`,
        repoContentsUrl: `${url}/-/tree/${BRANCH}/`,
        catalogInfoUrl: `${url}/-/blob/${BRANCH}/catalog-info.yaml`,
      };
    },
    api(owner, name, limits) {
      const { ask, look } = caller({
        host: config.host,
        baseUrl: config.apiBaseUrl,
        headers: async () =>
          getGitLabRequestOptions(config).headers as Record<string, string>,
        limits,
      });
      const full = `${owner}/${name}`;
      // A path below groups is one part of an address.
      const project = `/projects/${pathOf(full)}`;
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
        async file(path) {
          const found = await look(
            `${project}/repository/files/${pathOf(path)}?ref=${BRANCH}`,
            `read ${path} of ${full}`,
          );
          return found && textOf(found);
        },
        async head() {
          const found = await look(
            `${project}/repository/branches/${BRANCH}`,
            `read the branch ${BRANCH} of ${full}`,
          );
          return (found as any)?.commit?.id;
        },
      };
    },
  };
}
