import { labels } from '@slipway/model';
import { Platform } from '../platform';
import { Things } from './page';

/** What runs, as far as it can be broken. */
export function thingsOf({ clusters }: Platform): Things {
  const environments = new Map<string, Things['environments'][number]>();
  const namespaces: Things['namespaces'] = [];
  for (const { cluster } of clusters) {
    for (const { kind, metadata } of cluster.store.snapshot().objects) {
      const service = metadata.labels?.[labels.service];
      const environment = metadata.labels?.[labels.environment];
      if (service && environment) {
        const key = `${service} ${environment}`;
        const one = environments.get(key) ?? {
          service,
          environment,
          kinds: [],
        };
        environments.set(key, { ...one, kinds: [...one.kinds, kind] });
        if (kind === 'Namespace') {
          namespaces.push({ cluster: cluster.name, namespace: metadata.name });
        }
      }
    }
  }
  return {
    clusters: clusters.map(({ cluster }) => cluster.name),
    namespaces,
    environments: [...environments.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one),
  };
}
