import { labels } from '@slipway/model';
import { ResourceQuery } from './client';
import { PrunedObject } from './objects';
import { prunePod, pruneReplicaSet, pruneWorkload } from './prune';

export interface WatchedKind {
  /** As permissions name it: `deployments.apps`. */
  resource: string;
  query: ResourceQuery;
  prune(object: unknown): PrunedObject | undefined;
}

function kind(
  resource: string,
  path: string,
  prune: WatchedKind['prune'],
): WatchedKind {
  // Only what Slipway's blueprint labelled: the rest of the cluster is none of our business.
  return { resource, query: { path, labelSelector: labels.service }, prune };
}

/** Kinds whose change must show within a second. */
export const watchedKinds: WatchedKind[] = [
  kind('deployments.apps', '/apis/apps/v1/deployments', object =>
    pruneWorkload('Deployment', object),
  ),
  kind('statefulsets.apps', '/apis/apps/v1/statefulsets', object =>
    pruneWorkload('StatefulSet', object),
  ),
  kind('replicasets.apps', '/apis/apps/v1/replicasets', pruneReplicaSet),
  kind('pods', '/api/v1/pods', prunePod),
];
