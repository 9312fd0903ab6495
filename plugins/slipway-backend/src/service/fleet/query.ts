import {
  FleetOrder,
  FleetPage,
  FleetQuery,
  FleetService,
} from '@slipway/plugin-slipway-common';
import { chosen, facetsOf } from './facets';
import { orders } from './orders';
import { Page, pageOf } from './page';

const MOST = 100;

/** One page of what is asked for, in its order. */
export function fleetPage(
  services: readonly FleetService[],
  query: FleetQuery,
): FleetPage {
  const found = chosen(services, query);
  const { items, ...page } = sorted(found, query);
  return { services: items, ...page, facets: facetsOf(services, query) };
}

function sorted(
  found: FleetService[],
  { sort = 'name', limit = 50, cursor }: FleetQuery,
): Page<FleetService> {
  const down = sort.startsWith('-');
  const order = (down ? sort.slice(1) : sort) as FleetOrder;
  return pageOf(found, {
    key: orders[order],
    down,
    id: ({ entityRef }) => entityRef,
    limit: Math.min(limit, MOST),
    cursor,
  });
}
