import {
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { Platform, argoInstances } from '@slipway/plugin-slipway-node';
import { Clock } from '../lib/clock';
import { ArgocdClient } from '../sources/argocd/ArgocdClient';
import { GitClient } from '../sources/git/GitClient';
import { Repository, repositoryOf } from '../sources/git/repository';
import { ProxyClusterDirectory } from '../sources/kubernetes/proxyClient';
import { vaultServersIn } from '../sources/vault/config';
import { VaultClient } from '../sources/vault/VaultClient';
import { StateStore } from '../store';
import { ArgocdLooks } from './argocdLooks';
import { FirstDayLooker } from './FirstDayLooker';
import { HostLooks } from './hostLooks';
import { VaultLooks } from './vaultLooks';

/** With what the portal is connected with already. */
export function createLooker(options: {
  auth: AuthService;
  config: RootConfigService;
  discovery: DiscoveryService;
  clock: Clock;
  platform: Platform;
  store: StateStore;
}): {
  looker: FirstDayLooker;
  repositoryOf: (location: string) => Repository | undefined;
} {
  const { clock, config, platform, store } = options;
  const integrations = ScmIntegrations.fromConfig(config);
  const at = (location: string) => repositoryOf(location, integrations);
  // Templates register with the first, too.
  const [instance] = argoInstances(config);
  return {
    repositoryOf: at,
    looker: new FirstDayLooker({
      clock,
      platform,
      store,
      repositoryOf: at,
      hosts: new HostLooks(new GitClient(integrations, clock)),
      clusters: new ProxyClusterDirectory(options),
      vault: new VaultLooks(
        vaultServersIn(config).map(server => ({
          config: server,
          client: new VaultClient(server, clock),
        })),
      ),
      ...(instance && {
        argocd: new ArgocdLooks(new ArgocdClient(instance, clock)),
      }),
    }),
  };
}
