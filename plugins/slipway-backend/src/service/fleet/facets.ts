import {
  FleetEnvironment,
  FleetFacet,
  FleetFilter,
  FleetPage,
  FleetService,
  entityAspects,
  fleetFacets,
} from '@slipway/plugin-slipway-common';
import { worstOf } from './row';

const environmentFacets = [
  'environment',
  'cluster',
  'verdict',
  'trouble',
] as const;

const environmentValues: Record<
  (typeof environmentFacets)[number],
  (environment: FleetEnvironment) => string[]
> = {
  environment: ({ name }) => [name],
  cluster: ({ cluster }) => [cluster],
  verdict: ({ verdict }) => [verdict],
  trouble: ({ aspects }) =>
    entityAspects.filter(aspect => {
      const { answer, state } = aspects[aspect] ?? { answer: 'absent' };
      return (
        answer === 'denied' ||
        answer === 'unreachable' ||
        (answer === 'data' && (state === 'degraded' || state === 'failed'))
      );
    }),
};

const serviceValues: Record<
  Exclude<FleetFacet, (typeof environmentFacets)[number] | 'worst'>,
  (service: FleetService) => string[]
> = {
  owner: ({ owners }) => owners,
  system: ({ system }) => (system ? [system] : []),
  // What is in a part of a domain is in the domain.
  domain: ({ domain, domainsAbove = [] }) =>
    domain ? [domain, ...domainsAbove] : [],
  type: ({ type }) => (type ? [type] : []),
  lifecycle: ({ lifecycle }) => (lifecycle ? [lifecycle] : []),
};

const serviceFacets = Object.keys(
  serviceValues,
) as (keyof typeof serviceValues)[];

function valuesOf(
  service: FleetService,
  environments: FleetEnvironment[],
  facet: Exclude<FleetFacet, 'worst'>,
): string[] {
  return facet in serviceValues
    ? serviceValues[facet as keyof typeof serviceValues](service)
    : environments.flatMap(
        environmentValues[facet as keyof typeof environmentValues],
      );
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

/** A service with those of its environments that are asked about; `undefined` where none is. */
export function chosen(
  service: FleetService,
  filter: FleetFilter,
): FleetService | undefined {
  if (filter.search && !isFound(service, filter.search)) {
    return undefined;
  }
  const ofService = serviceFacets.every(facet =>
    fits(filter[facet], serviceValues[facet](service)),
  );
  if (!ofService) {
    return undefined;
  }
  const { environments } = service;
  const of = environments.filter(environment =>
    environmentFacets.every(facet =>
      fits(filter[facet], environmentValues[facet](environment)),
    ),
  );
  const asked = environmentFacets.some(facet => filter[facet]?.length);
  if (asked && of.length === 0) {
    return undefined;
  }
  const found = only(service, of);
  return fits(filter.worst, [found.verdict]) ? found : undefined;
}

/** How many services each choice would leave, the other choices staying as they are. */
export function facetsOf(
  services: readonly FleetService[],
  filter: FleetFilter,
): FleetPage['facets'] {
  const counts = new Map(
    fleetFacets.map(facet => [facet, new Map<string, number>()]),
  );
  const asked = environmentFacets.filter(facet => filter[facet]?.length);
  for (const service of services) {
    if (filter.search && !isFound(service, filter.search)) {
      continue;
    }
    const misses = serviceFacets.filter(
      facet => !fits(filter[facet], serviceValues[facet](service)),
    );
    const environments = service.environments.map(environment => ({
      environment,
      misses: asked.filter(
        facet => !fits(filter[facet], environmentValues[facet](environment)),
      ),
    }));
    // Most are chosen whole, or not at all.
    const whole = environments.every(({ misses: missed }) => !missed.length);
    for (const facet of misses.length > 1 ? [] : fleetFacets) {
      if (misses.length === 1 && misses[0] !== facet) {
        continue;
      }
      const left = whole
        ? service.environments
        : environments.flatMap(({ environment, misses: missed }) =>
            missed.every(one => one === facet) ? [environment] : [],
          );
      const others = asked.some(one => one !== facet);
      const worst = whole ? service.verdict : worstOf(left);
      const valuesOfLeft = () => {
        if (facet === 'worst') {
          return [worst];
        }
        return whole
          ? preparedOf(service).values[facet]
          : new Set(valuesOf(service, left, facet));
      };
      const fitting = facet === 'worst' || fits(filter.worst, [worst]);
      if (fitting && (left.length > 0 || !others)) {
        const of = counts.get(facet)!;
        for (const value of valuesOfLeft()) {
          of.set(value, (of.get(value) ?? 0) + 1);
        }
      }
    }
  }
  return Object.fromEntries(
    [...counts].map(([facet, of]) => [
      facet,
      Object.fromEntries([...of].sort(([a], [b]) => (a < b ? -1 : 1))),
    ]),
  ) as FleetPage['facets'];
}

function fits(wanted: string[] | undefined, values: string[]): boolean {
  return !wanted?.length || values.some(value => wanted.includes(value));
}

type PreparedFacet = Exclude<FleetFacet, 'worst'>;

const preparedFacets = fleetFacets.filter(
  (facet): facet is PreparedFacet => facet !== 'worst',
);

interface Prepared {
  text: string;
  /** Each once. */
  values: { [F in PreparedFacet]: string[] };
}

/** Rows stay the same for as long as nothing of their service changes. */
const prepared = new WeakMap<FleetService, Prepared>();

function preparedOf(service: FleetService): Prepared {
  const known = prepared.get(service);
  if (known) {
    return known;
  }
  const { name, title, entityRef, system, environments } = service;
  const within = environments.flatMap(e => [e.namespace, ...e.versions]);
  const made = {
    text: [name, title, entityRef, system, ...within].join(' ').toLowerCase(),
    values: Object.fromEntries(
      preparedFacets.map(facet => [
        facet,
        [...new Set(valuesOf(service, environments, facet))],
      ]),
    ) as Prepared['values'],
  };
  prepared.set(service, made);
  return made;
}

function isFound(service: FleetService, search: string): boolean {
  const { text } = preparedOf(service);
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
