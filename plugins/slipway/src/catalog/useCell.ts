import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { FleetService } from '@slipway/plugin-slipway-common';
import { runsSomewhere } from '../extensions/kinds';
import { isForbidden } from '../hooks/isForbidden';
import { useService } from '../hooks/useService';

export type Cell =
  | { is: 'empty' | 'loading' | 'denied' | 'unreachable' | 'nothing' }
  | { is: 'known'; service: FleetService; stale: boolean };

/** What a row of the catalog's table tells of its service. */
export function useCell(entity: Entity): Cell {
  const runs = runsSomewhere(entity);
  const looked = useService(runs ? stringifyEntityRef(entity) : undefined);
  if (!runs) {
    return { is: 'empty' };
  }
  if (!looked) {
    return { is: 'loading' };
  }
  const { service, error } = looked;
  if (service && service.environments.length > 0) {
    return { is: 'known', service, stale: Boolean(error) };
  }
  if (error) {
    return { is: isForbidden(error) ? 'denied' : 'unreachable' };
  }
  return { is: 'nothing' };
}
