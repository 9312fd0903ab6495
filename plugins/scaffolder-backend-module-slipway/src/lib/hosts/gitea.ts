import {
  getGiteaRequestOptions,
  type GiteaIntegrationConfig,
} from '@backstage/integration';
import { branchOf, caller, isOpen, placesAt } from './caller';
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
    places: (owner, name) =>
      placesAt(`${baseUrl}/${owner}/${name}`, {
        folder: 'src/branch',
        file: 'src/branch',
      }),
    api(owner, name, limits) {
      const { ask, look } = caller({
        host: config.host,
        baseUrl: `${baseUrl}/api/v1`,
        headers: async () =>
          getGiteaRequestOptions(config).headers as Record<string, string>,
        limits,
      });
      const full = `${owner}/${name}`;
      const repo = `/repos/${pathOf(owner, name)}`;
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
        async archive() {
          // Who is archived cannot be changed, not even to that.
          const open = isOpen(await look(repo, `look for ${full}`));
          if (open) {
            await ask(repo, `archive ${full}`, {
              method: 'PATCH',
              expect: [200],
              body: { archived: true },
            });
          }
          return open;
        },
        ...branchOf(look, full, {
          file: path => `${repo}/contents/${path}`,
          branch: `${repo}/branches/${BRANCH}`,
        }),
      };
    },
  };
}
