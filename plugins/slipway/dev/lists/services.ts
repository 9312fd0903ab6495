import type {
  AspectSummary,
  FleetEnvironment,
  FleetPage,
  FleetService,
  VerdictState,
} from '@slipway/plugin-slipway-common';
import { ago } from '../times';
import { page, place, type Told } from './page';

const data = (
  state: VerdictState,
  message?: string,
  evidence?: string,
): AspectSummary => ({
  answer: 'data',
  state,
  ...(message && { message }),
  ...(evidence && { evidence }),
});

function service(
  name: string,
  versions: string[],
  changes: Partial<FleetService> = {},
  last: Partial<FleetEnvironment> = {},
): FleetService {
  const names = ['dev', 'staging', 'prod'].slice(0, versions.length);
  return {
    entityRef: `component:default/${name}`,
    name,
    owners: ['group:default/payments'],
    system: 'shop',
    verdict: 'healthy',
    environments: names.map((environment, index) => ({
      ...place(environment, name),
      verdict: 'healthy' as const,
      aspects: { deployments: data('healthy') },
      versions: [versions[index]],
      since: ago({ days: 2 + index * 3 }),
      ready: 2,
      wanted: 2,
      behind: index * 2,
      quota: { resource: 'requests.memory', share: 0.4 + index * 0.1 },
      ...(environment === 'prod' && {
        backedUpAt: ago({ hours: 9 }),
        certificateEndsAt: ago({ days: -61 }),
      }),
      ...(index === names.length - 1 && last),
    })),
    ...changes,
  };
}

export const well = [
  service('checkout', ['2.4.0', '2.4.0', '2.3.1']),
  service('notify-worker', ['0.31.2', '0.31.2', '0.31.0'], {
    owners: ['group:default/web'],
  }),
  service('search', ['6.0.2', '6.0.1'], { system: 'insight' }),
];

export const troubled = [
  service(
    'ledger',
    ['3.8.1', '3.8.1', '3.8.0'],
    { verdict: 'failed' },
    {
      verdict: 'failed',
      backedUpAt: ago({ days: 2, hours: 3 }),
      aspects: {
        deployments: data('healthy'),
        backups: data(
          'failed',
          'The last backup of db in prod is 2 days old, at most 26 h are allowed',
          'Job ledger-db-backup-29: exit 1, 3 runs failed in a row.',
        ),
      },
    },
  ),
  service(
    'payments',
    ['1.15.0-rc.3', '1.15.0-rc.2', '1.14.2'],
    { verdict: 'degraded' },
    {
      verdict: 'degraded',
      quota: { resource: 'requests.memory', share: 1.2 },
      aspects: {
        deployments: data('healthy'),
        quota: data(
          'degraded',
          'prod can scale to 7 of 10: memory ends first',
          'ResourceQuota platform: 11.5 of 16 GiB.',
        ),
      },
    },
  ),
  service(
    'recommend',
    ['5.6.0', '5.6.0', '5.5.9'],
    { verdict: 'unknown' },
    {
      verdict: 'unknown',
      cluster: 'us-1',
      aspects: { deployments: { answer: 'unreachable', state: 'healthy' } },
    },
  ),
];

function count(
  services: FleetService[],
  of: (one: FleetService) => string[],
): Record<string, number> {
  const counts: Record<string, number> = {};
  services.flatMap(of).forEach(value => {
    counts[value] = (counts[value] ?? 0) + 1;
  });
  return counts;
}

export function facetsOf(services: FleetService[]): FleetPage['facets'] {
  return {
    owner: count(services, ({ owners }) => owners),
    system: count(services, ({ system }) => (system ? [system] : [])),
    domain: {},
    type: {},
    lifecycle: {},
    environment: count(services, ({ environments }) =>
      environments.map(({ name }) => name),
    ),
    cluster: count(services, ({ environments }) => [
      ...new Set(environments.map(({ cluster }) => cluster)),
    ]),
    verdict: count(services, ({ verdict }) => [verdict]),
    worst: count(services, ({ verdict }) => [verdict]),
    trouble: {},
  };
}

const fleet = (services: FleetService[]): FleetPage => ({
  ...page('services', services),
  facets: facetsOf(services),
});

/** Of all services, or of the one that is asked for by its name. */
export const toldOfServices = (entityRef?: string): Told<FleetPage> => {
  const only = (one: FleetService) => entityRef && [{ ...one, entityRef }];
  return {
    none: fleet([]),
    healthy: fleet(only(well[0]) || well),
    trouble: fleet(only(troubled[0]) || [...troubled, ...well]),
  };
};
