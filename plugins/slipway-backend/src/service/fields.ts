import {
  DeploymentsResponse,
  EntityState,
  FleetPage,
  entityAspects,
} from '@slipway/plugin-slipway-common';

const fleetParts = [
  'title',
  'type',
  'owners',
  'system',
  'domain',
  'domainsAbove',
  'lifecycle',
] as const;
const placeParts = [
  'aspects',
  'versions',
  'since',
  'ready',
  'wanted',
  'behind',
  'quota',
  'backedUpAt',
  'certificateEndsAt',
] as const;
const INSIDE = 'environments.';

type Fields = readonly string[] | undefined;

/** Of the parts that can be asked for those that were, and everything else. */
function chosen<T extends object, P extends keyof T>(
  of: T,
  parts: readonly P[],
  fields: readonly string[],
): Omit<T, P> & Partial<Pick<T, P>> {
  const isLeftOut = (name: string) =>
    (parts as readonly PropertyKey[]).includes(name) && !fields.includes(name);
  return Object.fromEntries(
    Object.entries(of).filter(([name]) => !isLeftOut(name)),
  ) as T;
}

export function chosenDeployments(all: DeploymentsResponse, fields: Fields) {
  return fields
    ? {
        ...all,
        environments: all.environments.map(one =>
          chosen(one, ['state', 'commits'], fields),
        ),
      }
    : all;
}

export function chosenState(all: EntityState, fields: Fields) {
  return fields
    ? {
        ...chosen(all, ['firstDay', 'goldenPath'], fields),
        environments: all.environments.map(one =>
          chosen(one, entityAspects, fields),
        ),
      }
    : all;
}

export function chosenFleet(all: FleetPage, fields: Fields) {
  if (!fields) {
    return all;
  }
  const inside = fields.flatMap(field =>
    field.startsWith(INSIDE) ? field.slice(INSIDE.length) : [],
  );
  const whole = fields.includes('environments');
  return {
    ...chosen(all, ['facets'], fields),
    services: all.services.map(({ environments, ...service }) => ({
      ...chosen(service, fleetParts, fields),
      ...(whole && { environments }),
      ...(!whole &&
        inside.length > 0 && {
          environments: environments.map(one =>
            chosen(one, placeParts, inside),
          ),
        }),
    })),
  };
}
