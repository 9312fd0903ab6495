import { Identity } from './identity';

type Placed = Pick<Identity, 'environments' | 'only'>;

const known = new WeakMap<readonly Placed[], Map<string, readonly string[]>>();

/** The namespaces of a cluster that entities name, in the order of the alphabet. */
export function namespacesIn(
  cluster: string,
  entities: readonly Placed[],
): readonly string[] {
  const byCluster = known.get(entities) ?? new Map<string, readonly string[]>();
  known.set(entities, byCluster);
  const found =
    byCluster.get(cluster) ??
    [...new Set(entities.flatMap(entity => namedBy(entity, cluster)))].sort();
  byCluster.set(cluster, found);
  return found;
}

function namedBy({ environments, only }: Placed, cluster: string): string[] {
  if (environments) {
    return environments
      .filter(target => target.cluster === cluster)
      .map(({ namespace }) => namespace);
  }
  const elsewhere = only.cluster !== undefined && only.cluster !== cluster;
  return only.namespace && !elsewhere ? [only.namespace] : [];
}
