import {
  fleetFacets,
  fleetOrders,
  type FleetFacet,
  type FleetQuery,
} from '@slipway/plugin-slipway-common';

/** How rows stand together. */
export const groupings = ['attention', 'owner', 'system', 'none'] as const;

export type Grouping = (typeof groupings)[number];

/** What the address says of a list; anything else in it is let alone. */
export interface FleetView {
  query: FleetQuery;
  group: Grouping;
}

const sorts = fleetOrders.flatMap(order => [order, `-${order}`] as const);

export function viewOf(params: URLSearchParams): FleetView {
  const query: FleetQuery = {};
  for (const facet of fleetFacets) {
    const values = params.getAll(facet).filter(Boolean);
    if (values.length > 0) {
      query[facet] = values;
    }
  }
  const search = params.get('search')?.slice(0, 100);
  if (search) {
    query.search = search;
  }
  const sort = sorts.find(one => one === params.get('sort'));
  if (sort) {
    query.sort = sort;
  }
  const group =
    groupings.find(one => one === params.get('group')) ??
    (sort && sort !== 'verdict' ? 'none' : 'attention');
  return { query, group };
}

/** The same address with another value; none takes it away. */
export function changed(
  params: URLSearchParams,
  name: FleetFacet | 'search' | 'sort' | 'group',
  value: string | undefined,
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(name);
  if (value) {
    next.set(name, value);
  }
  return next;
}

/** In the order in which its groups can be told one after the other. */
export function orderOf({ query, group }: FleetView): FleetQuery {
  const byGroup = group === 'attention' ? 'verdict' : group;
  return {
    ...query,
    sort:
      group === 'none' ? query.sort ?? 'name' : (byGroup as FleetQuery['sort']),
  };
}
