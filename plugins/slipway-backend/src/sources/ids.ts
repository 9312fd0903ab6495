import { Aspect } from '@slipway/plugin-slipway-common';

/** The list of clusters itself. */
export const DIRECTORY = 'kubernetes';

/** Which cluster's workloads a source tells of, if any. */
export function clusterIn(source: string): string | undefined {
  return /^kubernetes\/([^/]+)$/.exec(source)?.[1];
}

/**
 * Under which id a cluster is told of, or a namespace of it that is read by itself: its workloads under its own,
 * everything else beside them.
 */
export function clusterSource(
  cluster: string,
  aspect: Aspect = 'deployments',
  namespace?: string,
): string {
  const place = namespace === undefined ? '' : `/ns/${namespace}`;
  const own = `${DIRECTORY}/${cluster}${place}`;
  return aspect === 'deployments' ? own : `${own}/${aspect}`;
}

/** What a source reads whole, if that is a cluster or a namespace. */
export function placeOf(
  source: string,
): { cluster: string; namespace?: string } | undefined {
  const [, cluster, namespace] =
    /^kubernetes\/([^/]+)(?:\/ns\/([^/]+))?(?:\/[^/]+)?$/.exec(source) ?? [];
  return cluster === undefined
    ? undefined
    : { cluster, ...(namespace !== undefined && { namespace }) };
}
