import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { EntityState, FleetPage } from '@slipway/plugin-slipway-common';
import { createStateClient } from '@slipway/plugin-slipway-node';
import { KubernetesStub } from './__testUtils__/KubernetesStub';
import {
  description,
  differences,
  get,
  paymentsPath,
  readUntil,
  statePath,
} from './__testUtils__/api';
import { serviceObjects } from './__testUtils__/objects';
import { startPortal } from './__testUtils__/portal';

jest.setTimeout(60_000);

const fleetPath = '/api/slipway/v1/fleet';

const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    annotations: {
      'backstage.io/kubernetes-id': 'payments',
      'slipway.dev/environments': 'dev=eu-1/payments-dev',
    },
  },
  spec: { type: 'service', system: 'web', lifecycle: 'production' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/shop' }],
};

describe('fields', () => {
  let stub: KubernetesStub;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    stub = await KubernetesStub.start();
    serviceObjects().all.forEach(object => stub.put(object));
    portal = await startPortal(stub, { entities: [payments] });
    await readUntil<EntityState>(
      portal.server,
      ({ environments }) => environments[0].deployments.answer === 'data',
      statePath,
    );
    await readUntil<FleetPage>(
      portal.server,
      ({ services }) =>
        services[0]?.environments[0]?.aspects.deployments?.answer === 'data',
      fleetPath,
    );
  });

  afterAll(async () => {
    await portal.stop();
    await stub.stop();
  });

  const read = async (path: string, ...fields: string[]) => {
    const query = fields.map(field => `fields=${field}`).join('&');
    const { status, body } = await get(portal.server, `${path}?${query}`);
    expect(status).toBe(200);
    return body;
  };
  const place = ['name', 'cluster', 'namespace', 'verdict'];

  it('chooses aspects of a state; what it is all in all is told over everything', async () => {
    const whole = await read(statePath);
    const some = await read(statePath, 'quota', 'deployments');
    const [environment] = some.environments;
    expect(Object.keys(environment).sort()).toEqual(
      [...place, 'deployments', 'quota'].sort(),
    );
    expect(environment.deployments).toEqual(whole.environments[0].deployments);
    expect(some.verdict).toEqual(whole.verdict);
    expect(some).not.toHaveProperty('firstDay');
    expect(differences('EntityState', some)).toEqual([]);
  });

  it('chooses what is told of deployments', async () => {
    const some = await read(paymentsPath, 'state');
    expect(Object.keys(some.environments[0]).sort()).toEqual(
      ['name', 'cluster', 'namespace', 'state'].sort(),
    );
    expect(differences('DeploymentsResponse', some)).toEqual([]);
  });

  it('chooses parts of the services of a list, and of their environments', async () => {
    const whole = await read(fleetPath);
    const own = ['entityRef', 'name', 'verdict'];

    const bare = await read(fleetPath, 'owners');
    expect(Object.keys(bare).sort()).toEqual(['services', 'total']);
    expect(Object.keys(bare.services[0]).sort()).toEqual(
      [...own, 'owners'].sort(),
    );

    const some = await read(fleetPath, 'environments.versions', 'facets');
    expect(some.facets).toEqual(whole.facets);
    const [service] = some.services;
    expect(Object.keys(service).sort()).toEqual(
      [...own, 'environments'].sort(),
    );
    expect(Object.keys(service.environments[0]).sort()).toEqual(
      [...place, 'versions'].sort(),
    );

    const places = await read(fleetPath, 'environments');
    expect(places.services[0].environments).toEqual(
      whole.services[0].environments,
    );
    [bare, some, places].forEach(page =>
      expect(differences('FleetPage', page)).toEqual([]),
    );
  });

  it.each([
    [statePath, 'StateField'],
    [paymentsPath, 'DeploymentsField'],
    [fleetPath, 'FleetField'],
  ])(
    'names those that there are to who asks %s for others',
    async (path, of) => {
      const { status, body } = await get(
        portal.server,
        `${path}?fields=__proto__`,
      );
      expect(status).toBe(400);
      for (const name of description.components.schemas[of].enum) {
        expect(body.error.message).toContain(name);
      }
    },
  );

  describe('by the client for other back ends', () => {
    const whose = (user = 'user:default/mock') => ({
      credentials: mockCredentials.user(user),
    });
    const client = () =>
      createStateClient({
        auth: mockServices.auth({ pluginId: 'elsewhere' }),
        discovery: mockServices.discovery.mock({
          getBaseUrl: async id =>
            `http://127.0.0.1:${portal.server.port()}/api/${id}`,
        }),
      });
    const plain = async (path: string) => (await get(portal.server, path)).body;
    const ref = 'component:default/payments';

    it('reads what the API answers, on behalf of somebody', async () => {
      const of = (what: string) => statePath.replace(/state$/, what);
      const api = '/api/slipway/v1';
      expect(await client().getState(ref, whose())).toEqual(
        await plain(statePath),
      );
      const history = { kinds: ['version' as const], limit: 1 };
      expect(await client().getHistory(ref, history, whose())).toEqual(
        await plain(of('history?kinds=version&limit=1')),
      );
      const metrics = await client().getMetrics(ref, { days: 7 }, whose());
      expect(metrics.environments).toHaveLength(1);
      const query = { system: ['web', 'other'], limit: 1 };
      expect(await client().getFleet(query, whose())).toEqual(
        await plain(`${api}/fleet?system=web&system=other&limit=1`),
      );
      expect((await client().getFleet(query, whose())).total).toBe(1);
      expect(
        (await client().getFleet({ system: ['other'] }, whose())).total,
      ).toBe(0);
      expect(await client().getQuotas({}, whose())).toEqual(
        await plain(`${api}/quotas`),
      );
      expect(await client().getBackups({}, whose())).toEqual(
        await plain(`${api}/backups`),
      );
      expect(
        (await client().getSources(whose())).map(({ id }) => id),
      ).toContain('kubernetes/eu-1');
    });

    it('has the fields that it asks for', async () => {
      const { environments } = await client().getState(ref, {
        ...whose(),
        fields: ['deployments', 'quota'],
      });
      const [{ deployments, ...others }] = environments;
      expect(deployments.answer).toBe('data');
      expect(others).toHaveProperty('quota');
      expect(others).not.toHaveProperty('backups');
    });

    it.each([
      ['component:default/nobodys', 404, 'NotFoundError'],
      ['component:team a/no?such#one%2F..', 400, 'InputError'],
    ])(
      'tells why it has no answer about %s',
      async (other, statusCode, name) => {
        await expect(client().getState(other, whose())).rejects.toMatchObject({
          statusCode,
          cause: { name },
        });
      },
    );
  });
});
