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
  Exclude<FleetFacet, (typeof environmentFacets)[number]>,
  (service: FleetService) => string[]
> = {
  owner: ({ owners }) => owners,
  system: ({ system }) => (system ? [system] : []),
  type: ({ type }) => (type ? [type] : []),
  lifecycle: ({ lifecycle }) => (lifecycle ? [lifecycle] : []),
};

const serviceFacets = Object.keys(
  serviceValues,
) as (keyof typeof serviceValues)[];

function valuesOf(
  service: FleetService,
  environments: FleetEnvironment[],
  facet: FleetFacet,
): string[] {
  return facet in serviceValues
    ? serviceValues[facet as keyof typeof serviceValues](service)
    : environments.flatMap(
        environmentValues[facet as keyof typeof environmentValues],
      );
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
  return of.length === environments.length
    ? service
    : { ...service, environments: of, verdict: worstOf(of) };
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
    for (const facet of fleetFacets) {
      const but = (missed: readonly FleetFacet[]) =>
        missed.every(one => one === facet);
      const left = environments.flatMap(({ environment, misses: missed }) =>
        but(missed) ? [environment] : [],
      );
      const others = asked.some(one => one !== facet);
      if (but(misses) && (left.length > 0 || !others)) {
        const of = counts.get(facet)!;
        for (const value of new Set(valuesOf(service, left, facet))) {
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

const texts = new WeakMap<FleetService, string>();

function isFound(service: FleetService, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const text = texts.get(service) ?? textOf(service);
  texts.set(service, text);
  return words.every(word => text.includes(word));
}

function textOf(service: FleetService): string {
  const { name, title, entityRef, system, environments } = service;
  const within = environments.flatMap(e => [e.namespace, ...e.versions]);
  return [name, title, entityRef, system, ...within].join(' ').toLowerCase();
}
