import {
  dueKinds,
  fleetFacets,
  fleetOrders,
  type DueQuery,
  type FleetFacet,
  type FleetQuery,
} from '@slipway/plugin-slipway-common';

/** In days, so long ahead the list of what ends looks by itself. */
const MONTH = 30;

/** How rows stand together. */
export const groupings = [
  'attention',
  'owner',
  'system',
  'cluster',
  'none',
] as const;

export type Grouping = (typeof groupings)[number];

/** What may be told of a service beside its environments, in this order. */
export const extras = [
  'system',
  'why',
  'skew',
  'changed',
  'quota',
  'certificate',
  'backup',
] as const;

export type Extra = (typeof extras)[number];

const usual: readonly Extra[] = ['why', 'backup'];

/** What the address says of a list; anything else in it is let alone. */
export interface FleetView {
  query: FleetQuery;
  group: Grouping;
  columns: readonly Extra[];
}

/** As the address has them: nothing where they are the usual ones. */
export function columnsText(columns: readonly Extra[]): string | undefined {
  const text = extras.filter(one => columns.includes(one)).join();
  return text === usual.join() ? undefined : text || 'none';
}

const sorts = fleetOrders.flatMap(order => [order, `-${order}`] as const);

/** Which services the address asks for. */
function queryOf(params: URLSearchParams): FleetQuery {
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
  return query;
}

export function viewOf(params: URLSearchParams): FleetView {
  const query = queryOf(params);
  const { sort } = query;
  const group =
    groupings.find(one => one === params.get('group')) ??
    (sort && sort !== 'verdict' ? 'none' : 'attention');
  const named = params.get('columns')?.split(',');
  const columns = named ? extras.filter(one => named.includes(one)) : usual;
  return { query, group, columns };
}

/** What ends, of which the address asks: within a month, unless it says otherwise. */
export function dueQueryOf(params: URLSearchParams): DueQuery {
  const { sort, ...query } = queryOf(params);
  const kind = dueKinds.filter(one => params.getAll('kind').includes(one));
  const within = params.get('within') ?? String(MONTH);
  return {
    ...query,
    ...(kind.length > 0 && { kind }),
    ...(within !== 'any' && { within: Number(within) || MONTH }),
  };
}

/** The same address with another value; none takes it away. */
export function changed(
  params: URLSearchParams,
  name:
    | FleetFacet
    | 'search'
    | 'sort'
    | 'group'
    | 'columns'
    | 'kind'
    | 'within',
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
