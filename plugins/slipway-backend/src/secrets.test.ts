import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubernetesStub, json } from './__testUtils__/KubernetesStub';
import {
  get,
  historyPath,
  metricsPath,
  paymentsPath,
  readUntil,
  statePath,
} from './__testUtils__/api';
import { fluxSource } from './__testUtils__/fluxSources';
import { gateway, httpRoute, networkPolicy } from './__testUtils__/gateways';
import { serviceObjects } from './__testUtils__/objects';
import { Replica } from './__testUtils__/replica';
import { startPlantedServer } from './__testUtils__/plantedServer';
import {
  application,
  autoscaler,
  backupRun,
  certificate,
  cronJob,
  event,
  externalSecret,
  kustomization,
  quota,
} from './__testUtils__/operators';
import { startPortal } from './__testUtils__/portal';
import {
  EntityState,
  FleetPage,
  SourceHealth,
} from '@slipway/plugin-slipway-common';

// Several servers, and a back end in a process of its own, on a busy machine.
jest.setTimeout(60_000);

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
  return /labels/i.test(inside) ||
    inside === 'limits' ||
    /hard|used/.test(inside)
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

function plantIn(stub: KubernetesStub) {
  const objects = [
    ...serviceObjects().all,
    application('OutOfSync'),
    autoscaler(5),
    quota({ pods: '4' }),
    cronJob(),
    ...backupRun('20'),
    certificate(),
    event('Unhealthy', 'Readiness probe failed:'),
    externalSecret(),
    kustomization(),
    fluxSource(true),
    httpRoute(),
    gateway(),
    networkPolicy(),
  ];
  objects.forEach(object => stub.put(planted(object)));
}

const apis = [
  'argoproj.io/v1alpha1',
  'cert-manager.io/v1',
  'external-secrets.io/v1',
  'gateway.networking.k8s.io/v1',
  'kustomize.toolkit.fluxcd.io/v1',
  'source.toolkit.fluxcd.io/v1',
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
    stub.apis.push(...apis);
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
    plantIn(stub);
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

  describe('and of what other servers send', () => {
    let other: Awaited<ReturnType<typeof startPlantedServer>>;

    beforeEach(async () => {
      other = await startPlantedServer(SECRET, planted);
      plantIn(stub);
    });
    afterEach(() => other.stop());

    const annotations = () => ({
      'backstage.io/source-location': `url:${other.url}/shop/payments/src/branch/main/`,
    });
    const start = async () => {
      const [entity] = entities;
      const { metadata } = entity;
      portal = await startPortal(stub, {
        entities: [
          {
            ...entity,
            metadata: {
              ...metadata,
              annotations: { ...metadata.annotations, ...annotations() },
            },
          },
        ],
        config: other.config,
      });
    };
    const sources = async () => {
      const { body } = await get(portal.server, '/api/slipway/v1/sources');
      return body.sources as SourceHealth[];
    };
    const ofOthers = /^(argocd|vault|git)\//;

    it('is found nowhere', async () => {
      await start();
      // Which hosts of Git there are is looked up twice a minute.
      const told = (state: EntityState) =>
        ['vault', 'commits', 'delivery', 'secrets'].every(
          aspect => (state.environments[0] as any)[aspect].answer === 'data',
        );
      let state: EntityState;
      do {
        await new Promise(resolve => setTimeout(resolve, 250));
        ({ body: state } = await get(portal.server, statePath));
      } while (!told(state));
      // They were asked, and what they say is told.
      expect(JSON.stringify(state)).toContain('Pay in euros');
      expect(JSON.stringify(state)).toContain('2026-11-19T10:00:00');
      const all = await everything();
      expect(all).not.toContain(SECRET);
      expect(all).not.toContain('planted');
      // Where the source lies the catalog says, for everybody.
      expect(all.replaceAll(`${other.url}/shop/payments`, '')).not.toContain(
        other.url,
      );
    }, 90_000);

    it.each([
      [500, { errors: [SECRET], message: SECRET }],
      [403, { errors: [`permission denied for ${SECRET}`] }],
      [401, SECRET],
      [404, { message: SECRET }],
      [200, { items: SECRET, data: SECRET, sealed: SECRET }],
    ])('is found nowhere, where they answer %d with it', async (...fails) => {
      other.state.fails = fails;
      await start();
      for (let i = 0; i < 400; i++) {
        const asked = (await sources()).filter(({ id }) => ofOthers.test(id));
        if (asked.length > 1 && asked.every(s => s.state !== 'starting')) {
          break;
        }
        await new Promise(resolve => setTimeout(resolve, 25));
      }
      const asked = (await sources()).filter(({ id }) => ofOthers.test(id));
      expect(asked.length).toBeGreaterThan(1);
      const all = await everything();
      expect(all).not.toContain(SECRET);
      expect(all).not.toContain(other.url);
    });
  });
});

describe('a secret in every field of what a cluster sends', () => {
  it('is not in the memory of the back end that watches it', async () => {
    const stub = await KubernetesStub.start();
    stub.apis.push(...apis);
    plantIn(stub);
    const folder = await mkdtemp(join(tmpdir(), 'slipway-heap-'));
    const replica = await Replica.start({
      clusters: `http://127.0.0.1:${stub.port}`,
    });
    try {
      for (let i = 0; i < 400 && !(await replica.version()); i++) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      // One event that says nothing, so that what came before it is not only waiting to be let go.
      stub.watches.forEach(({ path }) => stub.bookmark(path));
      await new Promise(resolve => setTimeout(resolve, 1_000));
      const file = join(folder, 'memory.heapsnapshot');
      await replica.heap(file);
      const memory = await readFile(file, 'latin1');
      expect(memory).toContain('registry.example.org/shop/payments');
      expect(memory.includes(SECRET)).toBe(false);
    } finally {
      await replica.kill();
      await stub.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
