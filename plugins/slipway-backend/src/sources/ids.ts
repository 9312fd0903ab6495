import { Aspect } from '@slipway/plugin-slipway-common';

/** The list of clusters itself. */
export const DIRECTORY = 'kubernetes';

/** Which cluster's workloads a source tells of, if any. */
export function clusterIn(source: string): string | undefined {
  return /^kubernetes\/([^/]+)$/.exec(source)?.[1];
}

/** Under which id a cluster is told of: its workloads under its own, everything else beside them. */
export function clusterSource(
  cluster: string,
  aspect: Aspect = 'deployments',
): string {
  const own = `${DIRECTORY}/${cluster}`;
  return aspect === 'deployments' ? own : `${own}/${aspect}`;
}
