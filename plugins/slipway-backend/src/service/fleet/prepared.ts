import {
  AspectSummary,
  FleetEnvironment,
  FleetFacet,
  FleetService,
  entityAspects,
  fleetFacets,
} from '@slipway/plugin-slipway-common';

export const environmentFacets = [
  'environment',
  'cluster',
  'verdict',
  'trouble',
] as const;
export const serviceFacets = [
  'owner',
  'system',
  'domain',
  'type',
  'lifecycle',
] as const;

type OfEnvironment = (typeof environmentFacets)[number];
type OfService = (typeof serviceFacets)[number];

const environmentValues: Record<
  OfEnvironment,
  (environment: FleetEnvironment) => string[]
> = {
  environment: ({ name }) => [name],
  cluster: ({ cluster }) => [cluster],
  verdict: ({ verdict }) => [verdict],
  trouble: ({ aspects }) =>
    entityAspects.filter(aspect => {
      const { answer, starting, state }: Partial<AspectSummary> =
        aspects[aspect] ?? {};
      return (
        answer === 'denied' ||
        (answer === 'unreachable' && !starting) ||
        (answer === 'data' && (state === 'degraded' || state === 'failed'))
      );
    }),
};

const serviceValues: Record<OfService, (service: FleetService) => string[]> = {
  owner: ({ owners }) => owners,
  system: ({ system }) => (system ? [system] : []),
  // What is in a part of a domain is in the domain.
  domain: ({ domain, domainsAbove = [] }) =>
    domain ? [domain, ...domainsAbove] : [],
  type: ({ type }) => (type ? [type] : []),
  lifecycle: ({ lifecycle }) => (lifecycle ? [lifecycle] : []),
};

/** Values as numbers: thousands of rows are compared and counted by them with each question. */
const numbers = new Map<FleetFacet, Map<string, number>>(
  fleetFacets.map(facet => [facet, new Map()]),
);
const values: { facet: FleetFacet; value: string }[] = [];
/** Most have one value of each, and share the list of it. */
const alone: (readonly number[])[] = [];

/** The number of a value, if any row ever had it. */
export function numberOf(facet: FleetFacet, value: string) {
  return numbers.get(facet)!.get(value);
}

function numbered(facet: FleetFacet, value: string): number {
  const known = numberOf(facet, value);
  if (known !== undefined) {
    return known;
  }
  const number = values.push({ facet, value }) - 1;
  numbers.get(facet)!.set(value, number);
  alone.push([number]);
  return number;
}

/** The numbers of values, which they get where they have none yet. */
export function numbersOf(facet: FleetFacet, of: string[]): readonly number[] {
  const list = [...new Set(of)].map(value => numbered(facet, value));
  return list.length === 1 ? alone[list[0]] : list;
}

/** Counts values by their numbers. */
export class Counts {
  private readonly counts = values.map(() => 0);

  add(list: Iterable<number>) {
    for (const number of list) {
      this.counts[number] = (this.counts[number] ?? 0) + 1;
    }
  }

  /** In the order of the alphabet. */
  byFacet(): Record<FleetFacet, Record<string, number>> {
    const found = new Map<FleetFacet, [string, number][]>(
      fleetFacets.map(facet => [facet, []]),
    );
    this.counts.forEach((count, number) => {
      if (count > 0) {
        const { facet, value } = values[number];
        found.get(facet)!.push([value, count]);
      }
    });
    return Object.fromEntries(
      [...found].map(([facet, of]) => [
        facet,
        Object.fromEntries(of.sort(([a], [b]) => (a < b ? -1 : 1))),
      ]),
    ) as Record<FleetFacet, Record<string, number>>;
  }
}

type Values<F extends FleetFacet> = Record<F, readonly number[]>;

/** What a row is looked for, chosen and counted by. */
export interface Prepared {
  text: string;
  own: Values<OfService>;
  /** Of each environment, in their order. */
  places: Values<OfEnvironment>[];
  /** Of all of them. */
  within: Values<OfEnvironment>;
  /** All of that and the worst verdict. */
  all: readonly number[];
}

/** Rows stay the same for as long as nothing of their service changes. */
const prepared = new WeakMap<FleetService, Prepared>();

export function preparedOf(service: FleetService): Prepared {
  const known = prepared.get(service);
  if (known) {
    return known;
  }
  const { name, title, entityRef, system, environments, verdict } = service;
  const words = environments.flatMap(e => [e.namespace, ...e.versions]);
  const own = valuesBy(serviceFacets, facet =>
    numbersOf(facet, serviceValues[facet](service)),
  );
  const places = environments.map(environment =>
    valuesBy(environmentFacets, facet =>
      numbersOf(facet, environmentValues[facet](environment)),
    ),
  );
  const within = valuesBy(environmentFacets, facet =>
    numbersOf(facet, environments.flatMap(environmentValues[facet])),
  );
  const worst = numbersOf('worst', [verdict]);
  const every = [own, within].flatMap(of => Object.values(of).flat());
  const made = {
    text: [name, title, entityRef, system, ...words].join(' ').toLowerCase(),
    own,
    places,
    within,
    all: [...every, ...worst],
  };
  prepared.set(service, made);
  return made;
}

function valuesBy<F extends FleetFacet>(
  facets: readonly F[],
  of: (facet: F) => readonly number[],
): Values<F> {
  return Object.fromEntries(
    facets.map(facet => [facet, of(facet)]),
  ) as Values<F>;
}
