import type { Entity } from '@backstage/catalog-model';
import { entityAnnotations, mayRun, placeTypes } from '@slipway/model';

/** Where nothing is deployed there is nothing to tell. */
export const runsSomewhere = (entity: Entity) =>
  entity.kind === 'Component' && mayRun(entity.metadata.annotations);

/** The cluster, or the namespace, that a Resource is: what it is called there is its name where no annotation says otherwise. */
export function placeOf({
  kind,
  metadata: { name, annotations = {} },
  spec,
}: Entity): { cluster?: string; namespace?: string } | undefined {
  const cluster = annotations[entityAnnotations.kubernetesCluster];
  switch (kind === 'Resource' && spec?.type) {
    case placeTypes.cluster:
      return { cluster: cluster ?? name };
    case placeTypes.namespace:
      return {
        cluster,
        namespace: annotations[entityAnnotations.kubernetesNamespace] ?? name,
      };
    default:
      return undefined;
  }
}

export const isPlace = (entity: Entity) => placeOf(entity) !== undefined;

/** What services belong to, and where they run. */
export const hasServices = (entity: Entity) =>
  ['System', 'Domain', 'Group'].includes(entity.kind) || isPlace(entity);
