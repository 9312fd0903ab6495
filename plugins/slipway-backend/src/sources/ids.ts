import { Aspect } from '@slipway/plugin-slipway-common';

/** The list of clusters itself. */
export const DIRECTORY = 'kubernetes';

/** Under which id a cluster is told of: its workloads under its own, everything else beside them. */
export function clusterSource(
  cluster: string,
  aspect: Aspect = 'deployments',
): string {
  const own = `${DIRECTORY}/${cluster}`;
  return aspect === 'deployments' ? own : `${own}/${aspect}`;
}
