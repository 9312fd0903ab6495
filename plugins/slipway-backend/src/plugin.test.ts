import {
  mockServices,
  startTestBackend,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import slipwayPlugin from './index';
import { KubernetesStub } from './testing/KubernetesStub';
import { serviceObjects } from './testing/objects';

const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    annotations: {
      'backstage.io/kubernetes-id': 'payments',
      'slipway.dev/environments':
        'dev=eu-1/payments-dev,prod=eu-1/payments-prod,far=us-1/payments',
    },
  },
  spec: {},
};

async function start(stub: KubernetesStub) {
  const discovery = mockServices.discovery.mock({
    getBaseUrl: async id => `http://127.0.0.1:${stub.port}/api/${id}`,
  });
  return startTestBackend({
    features: [
      slipwayPlugin,
      catalogServiceMock.factory({ entities: [payments] }),
      discovery.factory,
    ],
  });
}

async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean) {
  for (;;) {
    const value = await read();
    if (wanted(value)) {
      return value;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('slipway plugin', () => {
  let stub: KubernetesStub;
  beforeEach(async () => {
    stub = await KubernetesStub.start();
  });
  afterEach(() => stub.stop());

  it('tells what runs of a service in each environment', async () => {
    serviceObjects().all.forEach(object => stub.put(object));
    const { server } = await start(stub);
    const get = async () =>
      (
        await request(server)
          .get(
            '/api/slipway/v1/entities/component/default/payments/deployments',
          )
          .set('authorization', mockCredentials.user.header())
      ).body;
    const body = await until(
      get,
      b => b.environments?.[0].state.answer === 'data',
    );
    expect(body).toMatchObject({ entityRef: 'component:default/payments' });
  });
});
