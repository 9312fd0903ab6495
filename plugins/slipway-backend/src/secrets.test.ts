import { KubernetesStub, json } from './__testUtils__/KubernetesStub';
import {
  get,
  historyPath,
  metricsPath,
  paymentsPath,
  readUntil,
  statePath,
} from './__testUtils__/api';
import { serviceObjects } from './__testUtils__/objects';
import {
  application,
  autoscaler,
  backupRun,
  certificate,
  cronJob,
  event,
  quota,
} from './__testUtils__/operators';
import { startPortal } from './__testUtils__/portal';
import {
  EntityState,
  FleetPage,
  SourceHealth,
} from '@slipway/plugin-slipway-common';

const SECRET = 'planted-in-every-field';

/** Fields in which people and programs write what they like, or what nobody has a business with. */
const free = new Set(['message', 'value', 'note', 'repoURL', 'data']);

/** The same object with a secret in each free field, in a new field of every part, and in what it is annotated with. */
function planted(value: any, inside = ''): any {
  if (Array.isArray(value)) {
    return [...value.map(one => planted(one, inside)), { unknown: SECRET }];
  }
  if (typeof value !== 'object' || value === null) {
    return free.has(inside) ? `${value} ${SECRET}` : value;
  }
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    planted(one, key),
  ]);
  const own = Object.fromEntries(entries);
  return inside === 'labels' || inside === 'limits' || /hard|used/.test(inside)
    ? own
    : { ...own, unknown: SECRET, message: own.message ?? SECRET };
}

const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      annotations: {
        'backstage.io/kubernetes-id': 'payments',
        'slipway.dev/environments': 'dev=eu-1/payments-dev,far=us-1/payments',
        'example.org/other': SECRET,
      },
    },
    spec: { token: SECRET },
  },
];

const paths = [
  paymentsPath,
  statePath,
  historyPath,
  metricsPath,
  ...['fleet', 'quotas', 'backups', 'sources'].map(
    name => `/api/slipway/v1/${name}`,
  ),
];

describe('a secret in every field of what clusters send', () => {
  let stub: KubernetesStub;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeEach(async () => {
    stub = await KubernetesStub.start();
    stub.clusters = ['eu-1', 'us-1'];
    stub.apis.push('argoproj.io/v1alpha1', 'cert-manager.io/v1');
  });

  afterEach(async () => {
    await portal.stop();
    await stub.stop();
  });

  /** Everything that leaves the back end, or that it keeps or writes down. */
  async function everything(): Promise<string> {
    const answers = await Promise.all(
      paths.map(async path => (await get(portal.server, path)).text),
    );
    const { logger, signals, actions } = portal;
    const said = [logger.error, logger.warn, logger.info, logger.debug].flatMap(
      log => log.mock.calls.flat().map(String),
    );
    const acted = await actions.invoke({
      id: 'test:get-state',
      input: { entityRef: 'component:default/payments' },
    });
    const tables = await Promise.all(
      ['state', 'history', 'source_health', 'lease'].map(table =>
        portal.database(table),
      ),
    );
    return JSON.stringify([
      answers,
      said,
      signals.publish.mock.calls,
      acted,
      tables,
    ]);
  }

  it('is found nowhere, in answers, logs, the database, signals and actions', async () => {
    const objects = [
      ...serviceObjects().all,
      application('OutOfSync'),
      autoscaler(5),
      quota({ pods: '4' }),
      cronJob(),
      ...backupRun('20'),
      certificate(),
      event('Unhealthy', 'Readiness probe failed:'),
    ];
    objects.forEach(object => stub.put(planted(object)));
    portal = await startPortal(stub, { entities });
    const state = await readUntil<EntityState>(
      portal.server,
      ({ environments: [dev] }) =>
        ['deployments', 'quota', 'backups', 'exposure', 'delivery'].every(
          aspect => (dev as any)[aspect].answer === 'data',
        ),
      statePath,
    );
    await readUntil<FleetPage>(
      portal.server,
      ({ total }) => total === 1,
      '/api/slipway/v1/fleet',
    );
    // It was read, and is worth looking through.
    expect(JSON.stringify(state).length).toBeGreaterThan(3_000);
    const all = await everything();
    expect(all).toContain('payments-dev');
    expect(all).not.toContain(SECRET);
    expect(all).not.toMatch(/planted|10\.0\.0\.1/);
  });

  it.each([
    [500, { kind: 'Status', message: SECRET }],
    [403, { kind: 'Status', message: `${SECRET} at https://10.0.0.1:6443` }],
    [
      502,
      {
        error: {
          name: 'Error',
          message: `connect https://10.0.0.1:6443 ${SECRET}`,
        },
      },
    ],
    [200, { items: SECRET }],
    [200, SECRET],
  ])(
    'is found nowhere, where a cluster answers %d with it',
    async (status, body) => {
      stub.onList = (_, res) => {
        res.setHeader('x-secret', SECRET);
        json(res, status, body);
        return true;
      };
      portal = await startPortal(stub, { entities });
      // It was asked, and what it answered was told.
      await readUntil<{ sources: SourceHealth[] }>(
        portal.server,
        ({ sources }) =>
          sources.some(
            ({ id, nextTry, reason }) =>
              id === 'kubernetes/eu-1' && nextTry && reason,
          ),
        '/api/slipway/v1/sources',
      );
      const all = await everything();
      expect(all).not.toContain(SECRET);
      expect(all).not.toContain('10.0.0.1');
    },
  );
});
