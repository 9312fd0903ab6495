import {
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Source, argoInstances } from '@slipway/plugin-slipway-node';
import { ScmIntegrations } from '@backstage/integration';
import { FirstDayLooker, FirstDaySource } from '../firstDay';
import { Repository } from './git/repository';
import { EntityDirectory } from '../entities/EntityDirectory';
import { stagesIn } from '../entities/stages';
import { Clock } from '../lib/clock';
import { durationIn } from '../lib/duration';
import { ArgocdSource } from './argocd/ArgocdSource';
import { GitSource } from './git/GitSource';
import { KubernetesSource } from './kubernetes/KubernetesSource';
import { ProxyClusterDirectory } from './kubernetes/proxyClient';
import { vaultServersIn } from './vault/config';
import { VaultSource } from './vault/VaultSource';
import { StateStore } from '../store';

export interface DefaultSourceOptions {
  auth: AuthService;
  config: RootConfigService;
  discovery: DiscoveryService;
  clock: Clock;
  random: () => number;
  entities: EntityDirectory;
  store: StateStore;
  looker: FirstDayLooker;
  repositoryOf: (location: string) => Repository | undefined;
}

/** The sources that this plugin brings, as the configuration wants them. */
export function defaultSources(options: DefaultSourceOptions): Source[] {
  return [
    ...kubernetes(options),
    ...argocd(options),
    ...vault(options),
    ...git(options),
    ...firstDay(options),
  ];
}

function kubernetes(options: DefaultSourceOptions): Source[] {
  const { auth, config, discovery, clock, random, entities } = options;
  const own = config.getOptionalConfig('slipway.sources.kubernetes');
  if (own?.getOptionalBoolean('enabled') === false) {
    return [];
  }
  return [
    new KubernetesSource({
      directory: new ProxyClusterDirectory({ auth, discovery }),
      clock,
      random,
      only: own?.getOptionalStringArray('clusters'),
      everyMs: durationIn(config, 'slipway.sources.kubernetes.every', {
        minutes: 1,
      }),
      entities,
      stageOf: stagesIn(config),
    }),
  ];
}

function argocd(options: DefaultSourceOptions): Source[] {
  const { config, clock, random, entities } = options;
  const instances = argoInstances(config);
  const enabled = config.getOptionalBoolean('slipway.sources.argocd.enabled');
  const everyMs = durationIn(config, 'slipway.sources.argocd.every', {
    seconds: 30,
  });
  const stageOf = stagesIn(config);
  return instances.length > 0 && enabled !== false
    ? [
        new ArgocdSource({
          instances,
          entities,
          stageOf,
          clock,
          random,
          everyMs,
        }),
      ]
    : [];
}

function vault(options: DefaultSourceOptions): Source[] {
  const { config, clock, random, store } = options;
  const servers = vaultServersIn(config);
  const everyMs = durationIn(config, 'slipway.sources.vault.every', {
    minutes: 5,
  });
  return servers.length > 0
    ? [new VaultSource({ servers, clock, random, store, everyMs })]
    : [];
}

function firstDay(options: DefaultSourceOptions): Source[] {
  const { config } = options;
  const enabled = config.getOptionalBoolean('slipway.sources.firstDay.enabled');
  return enabled === false ? [] : [new FirstDaySource(options)];
}

function git(options: DefaultSourceOptions): Source[] {
  const { config, clock, random, entities, store } = options;
  if (config.getOptionalBoolean('slipway.sources.git.enabled') === false) {
    return [];
  }
  const integrations = ScmIntegrations.fromConfig(config);
  const everyMs = durationIn(config, 'slipway.sources.git.every', {
    minutes: 10,
  });
  return [
    new GitSource({ integrations, entities, store, clock, random, everyMs }),
  ];
}
