import {
  AspectSummary,
  DuePage,
  DueQuery,
  EntityAspect,
  FleetDue,
  FleetEnvironment,
  FleetService,
} from '@slipway/plugin-slipway-common';
import { chosen, facetsOf } from './facets';
import { pageOf } from './page';

const DAY_MS = 86_400_000;

/** In which something may end. */
export const dueAspects = [
  'exposure',
  'vault',
  'backups',
] as const satisfies readonly EntityAspect[];

type Placed = Pick<FleetService, 'environments'>;

/** What of a service ends. */
export interface DueOf {
  service: FleetService;
  due: FleetDue[];
}

/** One page of what ends, with what there is to choose from. */
export function duePage(
  all: readonly DueOf[],
  query: DueQuery,
  now: number,
): DuePage {
  const { kind, within, limit = 50, cursor, ...filter } = query;
  const last = within === undefined ? Infinity : now + within * DAY_MS;
  const inTime = all.map(({ service, due }) => ({
    service,
    due: due.filter(({ at }) => Date.parse(at) <= last),
  }));
  const asked = chosen(
    all.map(({ service }) => service),
    filter,
  );
  const places = new Set(asked.flatMap(placesOf));
  const there = inTime
    .flatMap(({ due }) => due)
    .filter(one => places.has(placeOf(one)));
  const fits = (one: FleetDue) => !kind?.length || kind.includes(one.kind);
  const kinds: DuePage['kinds'] = {};
  for (const one of there) {
    kinds[one.kind] = (kinds[one.kind] ?? 0) + 1;
  }
  const { items, ...page } = pageOf(there.filter(fits), {
    key: ({ at }) => at,
    id: one => [placeOf(one), one.kind, one.name].join(' '),
    limit,
    cursor,
  });
  return {
    due: items,
    ...page,
    unread: countOf(asked, isUnread),
    ...startingIn(asked, dueAspects),
    kinds,
    facets: facetsOf(
      inTime.flatMap(({ service, due }) => having(service, due.filter(fits))),
      filter,
    ),
  };
}

/** A service with those of its environments in which something ends. */
function having(service: FleetService, due: FleetDue[]): FleetService[] {
  const places = new Set(due.map(placeOf));
  const environments = service.environments.filter(one =>
    places.has(placeOf({ ...service, ...one, environment: one.name })),
  );
  if (environments.length === 0) {
    return [];
  }
  return environments.length === service.environments.length
    ? [service]
    : [{ ...service, environments }];
}

function isUnread({ aspects }: FleetEnvironment): boolean {
  return dueAspects.some(aspect => {
    const { answer, starting }: Partial<AspectSummary> = aspects[aspect] ?? {};
    return answer === 'denied' || (answer === 'unreachable' && !starting);
  });
}

/** In how many environments one of the aspects was not read yet since the portal started. */
export function startingIn(
  asked: readonly Placed[],
  of: readonly EntityAspect[],
): { starting?: number } {
  const starting = countOf(asked, ({ aspects }) =>
    of.some(aspect => aspects[aspect]?.starting),
  );
  return starting > 0 ? { starting } : {};
}

function countOf(
  asked: readonly Placed[],
  is: (environment: FleetEnvironment) => boolean,
): number {
  return asked.flatMap(({ environments }) => environments.filter(is)).length;
}

function placesOf(service: FleetService): string[] {
  return service.environments.map(one =>
    placeOf({ ...service, ...one, environment: one.name }),
  );
}

function placeOf({
  entityRef,
  environment,
  cluster,
  namespace,
}: Pick<FleetDue, 'entityRef' | 'environment' | 'cluster' | 'namespace'>) {
  return [entityRef, environment, cluster, namespace].join(' ');
}
