import { ApiError, Cluster } from '../kubernetes';
import { Item } from './compare';

export interface ResourceResult {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  status: 'Synced' | 'SyncFailed' | 'Pruned' | 'PruneSkipped';
  message: string;
  hookPhase: 'Running' | 'Failed' | 'Succeeded';
  syncPhase: 'Sync';
}

/** Applies what is wanted and takes away what is no longer; each object by itself, so that one failure hides no other. */
export function applyItems(
  cluster: Cluster,
  items: Item[],
  prune: boolean,
): ResourceResult[] {
  return items.map(item => {
    try {
      return applyItem(cluster, item, prune);
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      return result(item, 'SyncFailed', error.message);
    }
  });
}

function applyItem(
  cluster: Cluster,
  item: Item,
  prune: boolean,
): ResourceResult {
  const { type, namespace, name, desired, live, merged } = item;
  const lower = `${type.singular}${type.group ? `.${type.group}` : ''}/${name}`;
  if (!desired) {
    if (!prune) {
      return result(item, 'PruneSkipped', 'ignored (requires pruning)');
    }
    cluster.delete(type, namespace, name);
    return result(item, 'Pruned', 'pruned');
  }
  if (!live) {
    cluster.create(type, namespace, desired);
    return result(item, 'Synced', `${lower} created`);
  }
  if (item.synced || !merged) {
    return result(item, 'Synced', `${lower} unchanged`);
  }
  cluster.replace(type, live, merged);
  return result(item, 'Synced', `${lower} configured`);
}

function result(
  { type, namespace, name }: Item,
  status: ResourceResult['status'],
  message: string,
): ResourceResult {
  return {
    group: type.group,
    version: type.version,
    kind: type.kind,
    namespace: namespace ?? '',
    name,
    status,
    message,
    hookPhase: status === 'SyncFailed' ? 'Failed' : 'Running',
    syncPhase: 'Sync',
  };
}
