import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { LiveSettings } from '../../settings';
import { DirectClusters } from './direct';
import { ClusterDirectory, ProxyClusterDirectory } from './proxyClient';

/** The clusters of the portal's Kubernetes back end: through it, or those that are opted in without it. */
export function clustersOf(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  settings: Pick<LiveSettings, 'now'>;
}): ClusterDirectory {
  const { settings } = options;
  return new DirectClusters(
    new ProxyClusterDirectory(options),
    () => settings.now('direct').value,
  );
}
