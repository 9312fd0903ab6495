import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { Platform } from '@slipway/plugin-slipway-node';
import { Clock } from '../lib/clock';
import { ArgocdClient } from '../sources/argocd/ArgocdClient';
import { GitClient } from '../sources/git/GitClient';
import { Repository, repositoryOf } from '../sources/git/repository';
import { clustersOf } from '../sources/kubernetes/clusters';
import { VaultClient } from '../sources/vault/VaultClient';
import { LiveSettings } from '../settings';
import { StateStore } from '../store';
import { ArgocdLooks } from './argocdLooks';
import { FirstDayLooker } from './FirstDayLooker';
import { HostLooks } from './hostLooks';
import { VaultLooks } from './vaultLooks';

/** With what the portal is connected with at any time. */
export function createLooker(options: {
  auth: AuthService;
  settings: LiveSettings;
  discovery: DiscoveryService;
  clock: Clock;
  platform: Platform;
  store: StateStore;
}): {
  looker: Pick<FirstDayLooker, 'look'>;
  repositoryOf: (location: string) => Repository | undefined;
} {
  const { clock, settings, platform, store } = options;
  const at = (location: string) =>
    repositoryOf(location, settings.now('looks').value.integrations);
  const current = settings.made(
    'looks',
    ({ integrations, argocd, vault }) =>
      new FirstDayLooker({
        clock,
        platform,
        store,
        repositoryOf: at,
        hosts: new HostLooks(new GitClient(integrations, clock)),
        clusters: clustersOf(options),
        vault: new VaultLooks(
          vault.map(server => ({
            config: server,
            client: new VaultClient(server, clock),
          })),
        ),
        ...(argocd && {
          argocd: new ArgocdLooks(new ArgocdClient(argocd, clock)),
        }),
      }),
  );
  return {
    repositoryOf: at,
    looker: { look: (...args) => current().look(...args) },
  };
}
