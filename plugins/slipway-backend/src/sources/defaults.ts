import {
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { Source } from '@slipway/plugin-slipway-node';
import { Clock } from '../lib/clock';
import { KubernetesSource } from './kubernetes/KubernetesSource';
import { ProxyClusterDirectory } from './kubernetes/proxyClient';

/** The sources that this plugin brings, as the configuration wants them. */
export function defaultSources(options: {
  auth: AuthService;
  config: RootConfigService;
  discovery: DiscoveryService;
  clock: Clock;
  random: () => number;
}): Source[] {
  const { auth, config, discovery, clock, random } = options;
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
      everyMs: kubernetes?.has('every')
        ? durationToMilliseconds(
            readDurationFromConfig(kubernetes, { key: 'every' }),
          )
        : 60_000,
    }),
  ];
}
