import { useApiHolder, useRouteRef } from '@backstage/core-plugin-api';
import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import type { FleetFilter } from '@slipway/plugin-slipway-common';
import { fleetRouteRef, legacyFleetRouteRef } from '../routes';

/** Where the fleet page tells of these services; `undefined` in a portal that has left it out. */
export function useFleetPath(): ((filter: FleetFilter) => string) | undefined {
  const isLegacy = !useApiHolder().get(routeResolutionApiRef);
  const base = useBase(
    isLegacy
      ? legacyFleetRouteRef
      : (fleetRouteRef as unknown as typeof legacyFleetRouteRef),
  );
  return base === undefined
    ? undefined
    : filter => `${base}/services${searchOf(filter)}`;
}

function useBase(routeRef: typeof legacyFleetRouteRef): string | undefined {
  try {
    return useRouteRef(routeRef)();
  } catch {
    // It is mounted nowhere.
    return undefined;
  }
}

function searchOf({ namespace, entity, ...filter }: FleetFilter): string {
  const params = new URLSearchParams();
  for (const [name, values] of Object.entries(filter)) {
    for (const value of [values].flat()) {
      if (value) {
        params.append(name, value);
      }
    }
  }
  // The page searches namespaces by what is typed, where everybody sees it.
  if (namespace?.length) {
    params.set('search', namespace.join(' '));
  }
  return params.size > 0 ? `?${params}` : '';
}
