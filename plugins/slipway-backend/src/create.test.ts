import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import type { Preview } from '@slipway/plugin-slipway-common';
import slipwayPlugin from './index';
import { differences, get } from './__testUtils__/api';

const values = {
  name: 'parcels',
  owner: 'group:default/team-web',
  runtime: 'go',
  type: 'http',
};

/** Three services: one has its own namespaces, two share one of the platform's. */
const entities = [
  ['ledger', 'dev=local/ledger-dev,prod=eu-1/ledger-prod'],
  ['clicks', 'dev=local/tools,prod=eu-1/clicks-prod'],
  ['batch', 'dev=local/tools,prod=eu-1/nightly'],
].map(([name, environments]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: {
      'backstage.io/kubernetes-id': name,
      'slipway.dev/environments': environments,
    },
  },
  spec: { type: 'service', owner: 'team-web', lifecycle: 'production' },
}));

describe('What forms that make services ask', () => {
  let stop: () => Promise<void>;
  afterEach(() => stop());

  const commit = {
    sha: 'a'.repeat(40),
    commit: { message: 'Ours', committer: { date: '2026-11-20T12:00:00Z' } },
  };
  /** A Git host that has one repository, with one commit. */
  const gitHost = createServer((req, res) => {
    const found = req.url?.startsWith('/api/v1/repos/shop/taken/commits');
    res
      .writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
      .end(found ? JSON.stringify([commit]) : '{}');
  });
  let host: string;
  beforeAll(async () => {
    await new Promise<void>(done => gitHost.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(gitHost.address() as AddressInfo).port}`;
  });
  afterAll(() => gitHost.close());

  async function start(result: AuthorizeResult = AuthorizeResult.ALLOW) {
    const backend = await startTestBackend({
      features: [
        slipwayPlugin,
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              gitea: [
                {
                  host,
                  baseUrl: `http://${host}`,
                  password: 'not-for-pages',
                  username: 'slipway',
                },
              ],
            },
            slipway: {
              create: { repository: { owner: 'shop' } },
              sources: { kubernetes: { enabled: false } },
            },
          },
        }),
        mockServices.permissions.mock({
          authorize: async requests => requests.map(() => ({ result } as any)),
          authorizeConditional: async requests =>
            requests.map(() => ({ result } as any)),
        }).factory,
      ],
    });
    stop = () => backend.stop();
    return backend.server;
  }

  const preview = (server: any, body: object, user = 'user:default/mock') =>
    request(server)
      .post('/api/slipway/v1/create/preview')
      .set('authorization', mockCredentials.user.header(user))
      .send(body);

  it('tells clusters, environments and Git hosts, and no credentials', async () => {
    const { body, text } = await get(
      await start(),
      '/api/slipway/v1/create/platform',
    );

    expect(differences('CreatePlatform', body)).toEqual([]);
    expect(body).toMatchObject({
      clusters: [
        { name: 'local', state: 'unwatched', namespaces: ['tools'] },
        { name: 'eu-1', state: 'unwatched', namespaces: ['nightly'] },
      ],
      environments: [
        { name: 'dev', cluster: 'local' },
        { name: 'staging', cluster: 'eu-1' },
        { name: 'prod', cluster: 'eu-1' },
      ],
      names: [],
      hosts: [host],
      repository: { owner: 'shop' },
    });
    expect(text).not.toContain('not-for-pages');
  });

  it('shows the files that the task will write, and one of them whole', async () => {
    const server = await start();
    const { body } = await preview(server, { values, open: 'slipway.yaml' });

    expect(differences('Preview', body)).toEqual([]);
    const { files, findings, opened, asks } = body as Preview;
    expect(findings).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['Dockerfile', 'cmd/server/main.go']),
    );
    expect(opened).toMatchObject({
      path: 'slipway.yaml',
      content: expect.stringContaining('name: parcels'),
    });
    expect(asks.map(({ environment }) => environment)).toEqual([
      'dev',
      'staging',
      'prod',
    ]);
    expect(asks[0].amounts['requests.memory']).toBeGreaterThan(0);
  });

  it('tells a change by the digests of what it changed', async () => {
    const server = await start();
    const filesOf = async (more: object) =>
      new Map(
        (
          (await preview(server, { values: { ...values, ...more } }))
            .body as Preview
        ).files.map(({ path, digest }) => [path, digest]),
      );
    const before = await filesOf({});
    const after = await filesOf({ description: 'Tells where a parcel is' });
    const changed = [...after].filter(
      ([path, digest]) => before.get(path) !== digest,
    );

    expect(before.size).toBe(after.size);
    expect(changed.map(([path]) => path)).toEqual(
      expect.arrayContaining(['README.md', 'slipway.yaml']),
    );
    expect(changed.length).toBeLessThan(8);
  });

  it('tells all that is wrong, and shows no file then', async () => {
    const { status, body } = await preview(await start(), {
      values: { ...values, name: 'A', environments: [{ name: 'dev' }, 'PROD'] },
    });

    expect({ status, files: body.files }).toEqual({ status: 200, files: [] });
    expect(body.findings.map(({ path }: any) => path)).toEqual(
      expect.arrayContaining(['metadata.name', 'spec.environments.PROD']),
    );
  });

  it('tells of a repository of that name, which the task would refuse', async () => {
    const { body } = await preview(await start(), {
      values: { ...values, name: 'taken' },
    });

    expect(differences('Preview', body)).toEqual([]);
    expect(body.findings).toEqual([
      expect.objectContaining({
        rule: 'repository.free',
        severity: 'error',
        message: `http://${host}/shop/taken exists already and was not made by Slipway`,
      }),
    ]);
  });

  it('shows nothing of the portal, whatever file is asked for', async () => {
    const server = await start();
    for (const open of ['../../etc/passwd', '/etc/passwd', '__proto__', '']) {
      const { status, body } = await preview(server, { values, open });
      expect({ status, opened: body.opened }).toEqual({ status: 200 });
    }
  });

  it('answers those alone who may make a service', async () => {
    const server = await start(AuthorizeResult.DENY);
    const platform = await get(server, '/api/slipway/v1/create/platform');
    const shown = await preview(server, { values });

    expect([platform.status, shown.status]).toEqual([403, 403]);
    expect(shown.body.error.message).toBe('Needs scaffolder.task.create');
  });

  it('takes no more than a form can mean, and no more often than one can type', async () => {
    const server = await start();
    const large = { ...values, description: 'x'.repeat(200_000) };
    const { status, body } = await preview(server, { values: large });
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { error: { message: 'request entity too large' } },
    });
    expect((await preview(server, { wanted: values })).status).toBe(400);

    const empty = { values: {} };
    const statuses = [];
    for (let i = 0; i < 110; i++) {
      statuses.push((await preview(server, empty, 'user:default/busy')).status);
    }
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect((await preview(server, empty)).status).toBe(200);
  });
});
