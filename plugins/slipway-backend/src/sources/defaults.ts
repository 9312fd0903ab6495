import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { Platform, Source } from '@slipway/plugin-slipway-node';
import { FirstDayLooker, FirstDaySource } from '../firstDay';
import { Repository } from './git/repository';
import { EntityDirectory } from '../entities/EntityDirectory';
import { Clock } from '../lib/clock';
import { LiveSettings } from '../settings';
import { ArgocdSource } from './argocd/ArgocdSource';
import { argocdSource } from './argocd/ArgocdInstance';
import { ConfiguredSource } from './ConfiguredSource';
import { GitSource } from './git/GitSource';
import { DIRECTORY } from './ids';
import { clustersOf } from './kubernetes/clusters';
import { KubernetesSource } from './kubernetes/KubernetesSource';
import { VaultSource } from './vault/VaultSource';
import { vaultSource } from './vault/VaultServer';
import { StateStore } from '../store';

export interface DefaultSourceOptions {
  settings: LiveSettings;
  auth: AuthService;
  discovery: DiscoveryService;
  clock: Clock;
  random: () => number;
  entities: EntityDirectory;
  store: StateStore;
  platform: Pick<Platform, 'bundle'>;
  looker: Pick<FirstDayLooker, 'look'>;
  repositoryOf: (location: string) => Repository | undefined;
}

/** The sources that this plugin brings, as the configuration wants them at any time. */
export function defaultSources(options: DefaultSourceOptions): Source[] {
  const { settings, store } = options;
  return [
    new ConfiguredSource({
      id: DIRECTORY,
      store,
      setting: () => settings.now('kubernetes'),
      make: value =>
        new KubernetesSource({
          ...options,
          ...value,
          directory: clustersOf(options),
          wanted: () => settings.now('clusters'),
        }),
      // It sees by itself which clusters are gone.
      tells: () => true,
    }),
    new ConfiguredSource({
      id: 'argocd',
      store,
      setting: () => settings.now('argocd'),
      make: value => new ArgocdSource({ ...options, ...value }),
      tells: (id, { instances }) =>
        instances.some(instance => argocdSource(instance) === id),
    }),
    new ConfiguredSource({
      id: 'vault',
      store,
      setting: () => settings.now('vault'),
      make: value => new VaultSource({ ...options, ...value }),
      tells: (id, { servers }) =>
        servers.some(server => vaultSource(server) === id),
    }),
    new ConfiguredSource({
      id: 'git',
      store,
      setting: () => settings.now('git'),
      make: value => new GitSource({ ...options, ...value }),
      tells: (id, { integrations }) =>
        integrations.byHost(id.replace('git/', '')) !== undefined,
    }),
    new ConfiguredSource({
      id: 'first-day',
      store,
      setting: () => settings.now('firstDay'),
      make: () => new FirstDaySource(options),
      tells: () => true,
    }),
  ];
}
