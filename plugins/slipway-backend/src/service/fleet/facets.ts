import {
  FleetEnvironment,
  FleetFacet,
  FleetFilter,
  FleetPage,
  FleetService,
  fleetFacets,
} from '@slipway/plugin-slipway-common';
import {
  Counts,
  environmentFacets,
  numberOf,
  numbersOf,
  preparedOf,
  serviceFacets,
} from './prepared';
import { worstOf } from './row';

/** What a filter asks of facets; what it does not ask about costs nothing. */
interface Asked {
  words: string[];
  ofService: Wish<(typeof serviceFacets)[number]>[];
  ofEnvironment: Wish<(typeof environmentFacets)[number]>[];
  worst: FleetFilter['worst'];
}

interface Wish<F extends FleetFacet> {
  facet: F;
  /** Values that no row has are not among them. */
  wanted: number[];
}

function askedBy(
  services: readonly FleetService[],
  filter: FleetFilter,
): Asked {
  // A value has no number before a row has it.
  services.forEach(preparedOf);
  const wishes = <F extends Exclude<FleetFacet, 'worst'>>(
    facets: readonly F[],
  ) =>
    facets.flatMap<Wish<F>>(facet => {
      const asked: readonly string[] | undefined = filter[facet];
      return asked?.length
        ? [{ facet, wanted: asked.flatMap(one => numberOf(facet, one) ?? []) }]
        : [];
    });
  return {
    words: filter.search?.toLowerCase().split(/\s+/) ?? [],
    ofService: wishes(serviceFacets),
    ofEnvironment: wishes(environmentFacets),
    worst: filter.worst?.length ? filter.worst : undefined,
  };
}

/** Services that are asked for by name, and what runs of them in namespaces that are: the rest is not counted either. */
export function named(
  services: readonly FleetService[],
  { entity, namespace }: FleetFilter,
): readonly FleetService[] {
  const wanted = entity?.length
    ? services.filter(({ entityRef }) => entity.includes(entityRef))
    : services;
  return namespace?.length
    ? wanted.flatMap(service => {
        const environments = service.environments.filter(one =>
          namespace.includes(one.namespace),
        );
        return environments.length > 0 ? only(service, environments) : [];
      })
    : wanted;
}

function only(
  service: FleetService,
  environments: FleetEnvironment[],
): FleetService {
  return environments.length === service.environments.length
    ? service
    : { ...service, environments, verdict: worstOf(environments) };
}

/** Says of each of these services with which of its environments it is asked about; `undefined` where with none. */
export function choosing(
  services: readonly FleetService[],
  filter: FleetFilter,
): (service: FleetService) => FleetService | undefined {
  const { words, ofService, ofEnvironment, worst } = askedBy(services, filter);
  return service => {
    const { text, own, places } = preparedOf(service);
    if (
      !words.every(word => text.includes(word)) ||
      !ofService.every(({ facet, wanted }) => fits(wanted, own[facet]))
    ) {
      return undefined;
    }
    if (ofEnvironment.length === 0) {
      return worst?.includes(service.verdict) === false ? undefined : service;
    }
    const found = only(
      service,
      service.environments.filter((_, n) =>
        ofEnvironment.every(({ facet, wanted }) =>
          fits(wanted, places[n][facet]),
        ),
      ),
    );
    return found.environments.length === 0 ||
      worst?.includes(found.verdict) === false
      ? undefined
      : found;
  };
}

/** Services with those of their environments that are asked about, without those of which none is. */
export function chosen(
  services: readonly FleetService[],
  filter: FleetFilter,
): FleetService[] {
  const choose = choosing(services, filter);
  return services.flatMap(service => choose(service) ?? []);
}

/** How many services each choice would leave, the other choices staying as they are. */
export function facetsOf(
  services: readonly FleetService[],
  filter: FleetFilter,
): FleetPage['facets'] {
  const asked = askedBy(services, filter);
  const counts = new Counts();
  for (const service of services) {
    const row = preparedOf(service);
    const missed = asked.ofService.filter(
      ({ facet, wanted }) => !fits(wanted, row.own[facet]),
    );
    if (
      missed.length < 2 &&
      asked.words.every(word => row.text.includes(word))
    ) {
      countOf(service, missed.at(0)?.facet, asked, counts);
    }
  }
  return counts.byFacet();
}

/** A service that misses one wish is what another choice of that facet would leave. */
function countOf(
  service: FleetService,
  missed: FleetFacet | undefined,
  { ofEnvironment, worst }: Asked,
  counts: Counts,
) {
  const { environments, verdict } = service;
  const { own, places, within, all } = preparedOf(service);
  if (ofEnvironment.length > 0 && places.length === 0) {
    return;
  }
  const misses = ofEnvironment.length
    ? places.map(place =>
        ofEnvironment.filter(
          ({ facet, wanted }) => !fits(wanted, place[facet]),
        ),
      )
    : [];
  const isWhole = misses.every(of => of.length === 0);
  // Most are chosen whole, or not at all.
  if (isWhole && !missed && (!worst || worst.includes(verdict))) {
    counts.add(all);
    return;
  }
  const facets = missed ? [missed] : fleetFacets;
  // Where no environment is chosen, only another choice of what one misses alone would leave anything.
  const isAny = isWhole || misses.some(of => of.length === 0);
  const alone = misses.flatMap(of => (of.length === 1 ? of[0].facet : []));
  for (const facet of isAny ? facets : new Set(alone)) {
    if (!facets.includes(facet)) {
      continue;
    }
    const isLeft = (_: unknown, n: number) =>
      isWhole || misses[n].every(wish => wish.facet === facet);
    const left = environments.filter(isLeft);
    const isAll = left.length === environments.length;
    const found = isAll ? verdict : worstOf(left);
    if (facet === 'worst') {
      counts.add(numbersOf('worst', [found]));
    } else if (worst && !worst.includes(found)) {
      continue;
    } else if (isOfService(facet)) {
      counts.add(own[facet]);
    } else {
      counts.add(
        isAll
          ? within[facet]
          : new Set(places.filter(isLeft).flatMap(place => place[facet])),
      );
    }
  }
}

function isOfService(
  facet: FleetFacet,
): facet is (typeof serviceFacets)[number] {
  return (serviceFacets as readonly FleetFacet[]).includes(facet);
}

function fits(wanted: readonly number[], values: readonly number[]): boolean {
  return values.some(value => wanted.includes(value));
}
