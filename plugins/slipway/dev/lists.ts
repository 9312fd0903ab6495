import type {
  AspectSummary,
  FleetBackup,
  FleetDue,
  FleetEnvironment,
  FleetPage,
  FleetQuota,
  FleetService,
  QuotaResource,
  SourceHealth,
  VerdictState,
} from '@slipway/plugin-slipway-common';
import type { SlipwayApi } from '../src/api';
import type { ShownState } from './states';
import { ago } from './times';

const GI = 2 ** 30;

const place = (name: string, of: string) => ({
  name,
  cluster: name === 'dev' ? 'local' : 'eu-1',
  namespace: `${of}-${name}`,
});

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

const well = [
  service('checkout', ['2.4.0', '2.4.0', '2.3.1']),
  service('notify-worker', ['0.31.2', '0.31.2', '0.31.0'], {
    owners: ['group:default/web'],
  }),
  service('search', ['6.0.2', '6.0.1'], { system: 'insight' }),
];

const troubled = [
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
          'the last backup of db in prod is 2 days old, at most 26 h are allowed',
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

function facetsOf(services: FleetService[]): FleetPage['facets'] {
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

const resources = (used: number): QuotaResource[] => [
  {
    resource: 'requests.memory',
    quota: 'platform',
    used: used * GI,
    limit: 32 * GI,
  },
  { resource: 'requests.cpu', quota: 'platform', used: 5.5, limit: 16 },
  { resource: 'pods', quota: 'platform', used: 14, limit: 40 },
];

function quota(
  namespace: string,
  used: number,
  changes: Partial<FleetQuota> = {},
): FleetQuota {
  return {
    cluster: 'eu-1',
    namespace,
    services: [`component:default/${namespace.split('-')[0]}`],
    state: {
      answer: 'data',
      at: ago({ minutes: 1 }),
      value: {
        resources: resources(used),
        verdict: { state: 'healthy', reasons: [] },
      },
    },
    ...changes,
  };
}

const backup = (
  name: string,
  changes: Partial<FleetBackup> = {},
): FleetBackup => ({
  ...place('prod', name),
  entityRef: `component:default/${name}`,
  environment: 'prod',
  answer: 'data',
  state: 'healthy',
  need: 'db',
  does: 'backup',
  suspended: false,
  objectiveSeconds: 26 * 3600,
  lastSuccessAt: ago({ hours: 9 }),
  nextAt: ago({ hours: -15 }),
  bytes: 18.4 * GI,
  verifiedAt: ago({ days: 6 }),
  ...changes,
});

const due = (name: string, changes: Partial<FleetDue> = {}): FleetDue => ({
  entityRef: `component:default/${name}`,
  environment: 'prod',
  cluster: 'eu-1',
  namespace: `${name}-prod`,
  answer: 'data',
  kind: 'certificate',
  name,
  hosts: [`${name}.example.org`],
  at: ago({ days: -26 }),
  renewsAt: ago({ days: -3 }),
  state: 'healthy',
  ...changes,
});

const dueWell = [
  due('checkout'),
  due('search', { hosts: ['search.example.org', 'www.example.org'] }),
  due('mail', {
    kind: 'secret',
    name: 'secret/mail/relay',
    hosts: undefined,
    renewsAt: undefined,
    at: ago({ days: -19 }),
  }),
].sort((a, b) => a.at.localeCompare(b.at));

const dueBad = [
  due('ledger', {
    kind: 'backup',
    name: 'db',
    hosts: undefined,
    renewsAt: undefined,
    at: ago({ days: 1 }),
    state: 'failed',
    remedy:
      'Read the log of job ledger-db-backup-29, then run one by hand: kubectl create job --from=cronjob/ledger-db-backup ledger-db-backup-now.',
  }),
  due('accounts', {
    kind: 'secret',
    name: 'secret/accounts/acquirer',
    hosts: undefined,
    renewsAt: undefined,
    at: ago({ days: -3 }),
    state: 'degraded',
    remedy:
      'Issue it anew where it comes from, and write it to Vault with its new end.',
  }),
  due('media', {
    at: ago({ days: -5 }),
    state: 'degraded',
    remedy:
      'Look at the CertificateRequest and Order of media; most often the name does not point to the cluster, or the issuer cannot reach it.',
  }),
  due('recommend', {
    cluster: 'us-1',
    answer: 'unreachable',
    at: ago({ days: -12 }),
  }),
];

const source = (
  id: string,
  changes: Partial<SourceHealth> = {},
): SourceHealth => ({
  id,
  state: 'ok',
  since: ago({ days: 3 }),
  heardAt: ago({ minutes: 1 }),
  ...changes,
});

const sources = [
  source('kubernetes/eu-1'),
  source('kubernetes/eu-1/quota'),
  source('kubernetes/us-1'),
  source('argocd/main'),
  source('vault/main'),
];

const badSources = [
  ...sources.filter(({ id }) => !/us-1|vault/.test(id)),
  source('kubernetes/us-1', {
    state: 'unreachable',
    since: ago({ hours: 1 }),
    reason: 'no answer within 10 s',
    nextTry: ago({ minutes: -1 }),
    heardAt: ago({ hours: 1 }),
  }),
  source('vault/main', {
    state: 'denied',
    reason: 'answered 403',
    permission: 'read on kv/metadata',
    heardAt: undefined,
  }),
];

const forbidden = Object.assign(new Error('no'), {
  name: 'ResponseError',
  statusCode: 403,
});

/** What a back end would tell of all services that are in that state. */
export function listsIn(state: ShownState): Partial<SlipwayApi> {
  const told = <T>(of: { none: T; healthy: T; trouble: T }): Promise<T> => {
    switch (state) {
      case 'loading':
        return new Promise<never>(() => {});
      case 'denied':
        return Promise.reject(forbidden);
      case 'unreachable':
        return Promise.reject(new Error('no answer'));
      default:
        return Promise.resolve(of[state]);
    }
  };
  const page = <K extends string, T>(key: K, items: T[]) =>
    ({ [key]: items, total: items.length } as { [k in K]: T[] } & {
      total: number;
    });
  const fleet = (services: FleetService[]): FleetPage => ({
    ...page('services', services),
    facets: facetsOf(services),
  });
  const ends = (items: FleetDue[], unread = 0) => ({
    ...page('due', items),
    unread,
    kinds: Object.fromEntries(
      ['certificate', 'secret', 'backup'].flatMap(kind => {
        const number = items.filter(one => one.kind === kind).length;
        return number > 0 ? [[kind, number]] : [];
      }),
    ),
    facets: facetsOf([...troubled, ...well]),
  });
  return {
    getFleet: ({ entity }) =>
      told({
        none: fleet([]),
        healthy: fleet(entity ? [{ ...well[0], entityRef: entity[0] }] : well),
        trouble: fleet(
          entity
            ? [{ ...troubled[0], entityRef: entity[0] }]
            : [...troubled, ...well],
        ),
      }),
    getQuotas: () => {
      const fine = [quota('payments-prod', 18), quota('ledger-prod', 12)];
      const { state: known } = fine[1];
      return told({
        none: page('quotas', []),
        healthy: page('quotas', fine),
        trouble: page('quotas', [
          quota('pricing-prod', 30.1),
          fine[0],
          quota('recommend-prod', 9, {
            cluster: 'us-1',
            state: {
              answer: 'unreachable',
              since: ago({ hours: 1 }),
              reason: 'no answer within 10 s',
              lastKnown: {
                value: known.answer === 'data' ? known.value : undefined!,
                at: ago({ hours: 1 }),
              },
            },
          }),
        ]),
      });
    },
    getBackups: () =>
      told({
        none: page('backups', []),
        healthy: page('backups', [backup('payments'), backup('accounts')]),
        trouble: page('backups', [
          backup('stock', {
            state: 'failed',
            lastSuccessAt: ago({ days: 2, hours: 3 }),
          }),
          backup('media', {
            state: 'degraded',
            does: 'mirror',
            need: 'files',
            suspended: true,
            verifiedAt: undefined,
          }),
          backup('payments'),
        ]),
      }),
    getDue: () =>
      told({
        none: ends([]),
        healthy: ends(dueWell),
        trouble: ends([...dueBad, ...dueWell], 1),
      }),
    getSources: () =>
      told({
        none: { sources: [] },
        healthy: { sources },
        trouble: { sources: badSources },
      }),
  };
}
