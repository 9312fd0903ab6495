import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { gitHosts } from '@slipway/plugin-slipway-node';
import { giteaHost } from './gitea';
import { githubHost } from './github';
import { gitlabHost } from './gitlab';
import type { PublishHost } from './host';

export { BRANCH } from './host';
export type {
  ChangeRequest,
  PublishHost,
  RepositoryApi,
  Visibility,
} from './host';

/** The Git host that the portal is integrated with: the named one, or the only one. */
export function publishHost(config: Config, wanted?: string): PublishHost {
  const known = gitHosts(config);
  const found = wanted ? known.find(({ host }) => host === wanted) : known[0];
  const names = known.map(({ host }) => host).join(', ') || 'none';
  if (!found || (!wanted && known.length > 1)) {
    throw new InputError(
      wanted
        ? `No Git host '${wanted}' stands under integrations in the portal's configuration; known: ${names}`
        : `Name the Git host: the portal's configuration has ${names} under integrations`,
    );
  }
  const integrations = ScmIntegrations.fromConfig(config);
  const { kind, host, baseUrl } = found;
  switch (kind) {
    case 'github':
      return githubHost(
        integrations.github.byHost(host)!.config,
        baseUrl,
        integrations,
      );
    case 'gitlab':
      return gitlabHost(integrations.gitlab.byHost(host)!.config, baseUrl);
    default:
      return giteaHost(integrations.gitea.byHost(host)!.config, baseUrl);
  }
}
