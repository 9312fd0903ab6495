import {
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Source } from '@slipway/plugin-slipway-node';
import { EntityDirectory } from '../entities/EntityDirectory';
import { stagesIn } from '../entities/stages';
import { Clock } from '../lib/clock';
import { durationIn } from '../lib/duration';
import { KubernetesSource } from './kubernetes/KubernetesSource';
import { ProxyClusterDirectory } from './kubernetes/proxyClient';

/** The sources that this plugin brings, as the configuration wants them. */
export function defaultSources(options: {
  auth: AuthService;
  config: RootConfigService;
  discovery: DiscoveryService;
  clock: Clock;
  random: () => number;
  entities: EntityDirectory;
}): Source[] {
  const { auth, config, discovery, clock, random, entities } = options;
  const kubernetes = config.getOptionalConfig('slipway.sources.kubernetes');
  if (kubernetes?.getOptionalBoolean('enabled') === false) {
    return [];
  }
  return [
    new KubernetesSource({
      directory: new ProxyClusterDirectory({ auth, discovery }),
      clock,
      random,
      only: kubernetes?.getOptionalStringArray('clusters'),
      everyMs: durationIn(config, 'slipway.sources.kubernetes.every', {
        minutes: 1,
      }),
      entities,
      stageOf: stagesIn(config),
    }),
  ];
}
