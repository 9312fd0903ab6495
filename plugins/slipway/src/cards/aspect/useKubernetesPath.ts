import { useApiHolder, useRouteRef } from '@backstage/core-plugin-api';
import { appTreeApiRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { entityAnnotations } from '@slipway/model';

/**
 * Where the Kubernetes plugin shows the service, in a portal that has its tab. An app on the old system does not tell
 * which tabs it has, and one that chose by a filter of its own who has this one is not asked: no link leads nowhere.
 */
export function useKubernetesPath(): string | undefined {
  const { entity } = useEntity();
  const entityRoute = useRouteRef(entityRouteRef);
  const tab = useApiHolder()
    .get(appTreeApiRef)
    ?.getTree()
    .tree.nodes.get('entity-content:kubernetes/kubernetes');
  if (
    !tab?.instance ||
    !entity.metadata.annotations?.[entityAnnotations.kubernetesId]
  ) {
    return undefined;
  }
  const { filter, path = '/kubernetes' } = (tab.spec.config ?? {}) as {
    filter?: unknown;
    path?: string;
  };
  return filter === undefined
    ? `${entityRoute(entityRouteParams(entity))}${path}`
    : undefined;
}
