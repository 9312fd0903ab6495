import type {
  FleetEnvironment,
  FleetPage,
  FleetService,
} from '@slipway/plugin-slipway-common';

/** An environment as lists show it, all well, changed as a test needs it. */
export function fleetEnvironment(
  name: string,
  changes: Partial<FleetEnvironment> = {},
): FleetEnvironment {
  return {
    name,
    cluster: 'eu-1',
    namespace: `payments-${name}`,
    verdict: 'healthy',
    aspects: { deployments: { answer: 'data', state: 'healthy' } },
    versions: ['1.0.0'],
    ready: 2,
    wanted: 2,
    ...changes,
  };
}

export function fleetService(
  name: string,
  environments: FleetEnvironment[] = [
    fleetEnvironment('dev'),
    fleetEnvironment('prod'),
  ],
  changes: Partial<FleetService> = {},
): FleetService {
  return {
    entityRef: `component:default/${name}`,
    name,
    owners: ['group:default/team-pay'],
    verdict: 'healthy',
    environments,
    ...changes,
  };
}

export function fleetPage(
  services: FleetService[],
  more: Partial<FleetPage> = {},
): FleetPage {
  const count = (of: (service: FleetService) => string[]) => {
    const counts: Record<string, number> = {};
    services.flatMap(of).forEach(value => {
      counts[value] = (counts[value] ?? 0) + 1;
    });
    return counts;
  };
  return {
    services,
    total: services.length,
    facets: {
      owner: count(({ owners }) => owners),
      system: count(({ system }) => (system ? [system] : [])),
      domain: count(({ domain }) => (domain ? [domain] : [])),
      type: {},
      lifecycle: {},
      environment: count(({ environments }) =>
        environments.map(({ name }) => name),
      ),
      cluster: count(({ environments }) => [
        ...new Set(environments.map(({ cluster }) => cluster)),
      ]),
      verdict: count(({ verdict }) => [verdict]),
      worst: count(({ verdict }) => [verdict]),
      trouble: {},
    },
    ...more,
  };
}
