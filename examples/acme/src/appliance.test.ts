import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the portal that it is a module of
import slipwayPlugin from '@slipway/plugin-slipway-backend';
import request from 'supertest';
import appliance, { ApplianceSource } from './sources/appliance';

const volume = {
  service: 'ledger',
  environment: 'prod',
  cluster: 'eu-1',
  namespace: 'ledger',
  name: 'main-db',
  protectedSince: '2026-01-01T00:00:00Z',
  lastSnapshot: '2026-11-20T02:00:00Z',
};

const ledger = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'ledger',
    annotations: {
      'backstage.io/kubernetes-id': 'ledger',
      'slipway.dev/environments': 'prod=eu-1/ledger',
    },
  },
};

describe("the appliance's backups", () => {
  let status = 200;
  const server = createServer((req, res) => {
    const known = req.headers.authorization === 'Bearer secret';
    res.writeHead(known ? status : 401);
    res.end(JSON.stringify({ volumes: [volume] }));
  });
  let url: string;

  beforeAll(async () => {
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    status = 200;
  });

  it('stand in the same list as those of clusters', async () => {
    const backend = await startTestBackend({
      features: [
        slipwayPlugin,
        appliance,
        catalogServiceMock.factory({ entities: [ledger] }),
        mockServices.rootConfig.factory({
          data: {
            slipway: { sources: { kubernetes: { enabled: false } } },
            acme: { backups: { url, token: 'secret' } },
          },
        }),
      ],
    });
    try {
      let body: any;
      do {
        ({ body } = await request(backend.server)
          .get('/api/slipway/v1/backups')
          .set('authorization', mockCredentials.user.header()));
      } while (body.total === 0);
      expect(body.backups).toMatchObject([
        {
          entityRef: 'component:default/ledger',
          need: 'main-db',
          answer: 'data',
          lastSuccessAt: volume.lastSnapshot,
        },
      ]);
    } finally {
      await backend.stop();
    }
  }, 20_000);

  it.each([
    [503, 'secret', 'unreachable'],
    [200, 'wrong', 'denied'],
  ])(
    'that cannot be read (%d, %s) are %s, and nothing is taken back',
    async (answers, token, state) => {
      status = answers;
      const controller = new AbortController();
      const sink = {
        facts: jest.fn(),
        complete: jest.fn(),
        health: jest.fn(() => controller.abort()),
        retire: jest.fn(),
        owning: jest.fn(),
      };
      const logger = mockServices.logger.mock();
      await new ApplianceSource({ url, token, everyMs: 60_000, logger }).start(
        sink,
        controller.signal,
      );
      expect(sink.health).toHaveBeenCalledWith(
        expect.objectContaining({ state }),
      );
      expect(JSON.stringify(sink.health.mock.calls)).not.toContain('127.0.0.1');
      expect(sink.facts).not.toHaveBeenCalled();
      expect(sink.complete).not.toHaveBeenCalled();
    },
  );
});
