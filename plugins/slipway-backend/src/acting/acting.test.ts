import { mockCredentials } from '@backstage/backend-test-utils';
import { labels } from '@slipway/model';
import { EntityState } from '@slipway/plugin-slipway-common';
import request from 'supertest';
import { KubernetesStub, json } from '../__testUtils__/KubernetesStub';
import { readUntil, statePath } from '../__testUtils__/api';
import { serviceObjects } from '../__testUtils__/objects';
import { startPortal } from '../__testUtils__/portal';

const component = (name: string, id: string, more: object = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: {
      'backstage.io/kubernetes-id': id,
      'slipway.dev/environments': `dev=eu-1/${id}-dev`,
      ...more,
    },
  },
});

const selector = 'backstage.io/kubernetes-label-selector';

const delivery = (kind: 'Application' | 'Kustomization', service: string) => ({
  kind,
  metadata: {
    name: `${service}-dev`,
    namespace: 'delivery',
    labels: {
      [labels.kubernetesId]: service,
      [labels.service]: service,
      [labels.environment]: 'dev',
    },
  },
  spec: {
    destination: { name: 'eu-1', namespace: `${service}-dev` },
    targetNamespace: `${service}-dev`,
  },
  status: { sync: { status: 'Synced' } },
});

const user = 'user:default/mock';

/** A portal that does these things, whose cluster runs payments. */
async function startActing(
  actions: Record<string, boolean>,
  kind: 'Application' | 'Kustomization' = 'Application',
) {
  const stub = await KubernetesStub.start();
  stub.apis.push('argoproj.io/v1alpha1', 'kustomize.toolkit.fluxcd.io/v1');
  stub.put(serviceObjects().deployment as never);
  stub.put(delivery(kind, 'payments'));
  const portal = await startPortal(stub, {
    config: { slipway: { actions } },
    entities: [
      component('payments', 'payments'),
      component('twin', 'shared'),
      component('other-twin', 'shared'),
      component('taker', 'taker', { [selector]: 'app=anybodys' }),
    ],
  });
  const known = await readUntil<EntityState>(
    portal.server,
    ({ environments: [dev] }) =>
      dev.deployments.answer === 'data' && dev.delivery.answer === 'data',
    statePath,
  );
  const act = (
    action: string,
    environment = 'dev',
    name = 'payments',
  ): Promise<request.Response> =>
    request(portal.server)
      .post(`/api/slipway/v1/entities/component/default/${name}/${action}`)
      .set('authorization', mockCredentials.user.header(user))
      .send({ environment })
      .then(response => response);
  return {
    stub,
    known,
    act,
    async stop() {
      await portal.stop();
      await stub.stop();
    },
  };
}

jest.setTimeout(60_000);

describe('Acting on what delivers and runs a service', () => {
  let acting: Awaited<ReturnType<typeof startActing>>;
  afterEach(() => acting.stop());

  it('changes the one thing that its controller waits for, on behalf of who asks', async () => {
    acting = await startActing({ refresh: true, sync: true, restart: true });
    expect(acting.known.actions).toEqual(['refresh', 'sync', 'restart']);
    for (const action of ['refresh', 'sync', 'restart']) {
      expect((await acting.act(action)).status).toBe(200);
    }
    const application =
      '/apis/argoproj.io/v1alpha1/namespaces/delivery/applications/payments-dev';
    expect(acting.stub.changes).toEqual([
      {
        path: application,
        change: {
          metadata: {
            annotations: { 'argocd.argoproj.io/refresh': 'normal' },
          },
        },
      },
      {
        path: application,
        change: { operation: { initiatedBy: { username: user }, sync: {} } },
      },
      {
        path: '/apis/apps/v1/namespaces/payments-dev/deployments/payments',
        change: {
          spec: {
            template: {
              metadata: {
                annotations: {
                  'kubectl.kubernetes.io/restartedAt':
                    expect.stringMatching(/^\d{4}-.*Z$/),
                },
              },
            },
          },
        },
      },
    ]);
  });

  it('asks Flux in its own words, and knows no other sync of it', async () => {
    acting = await startActing({ refresh: true, sync: true }, 'Kustomization');
    const { body } = await acting.act('refresh');
    expect(body).toEqual({
      environment: 'dev',
      objects: [{ kind: 'Kustomization', name: 'payments-dev' }],
    });
    expect(acting.stub.changes[0].change.metadata.annotations).toEqual({
      'reconcile.fluxcd.io/requestedAt': expect.stringMatching(/Z$/),
    });
    const sync = await acting.act('sync');
    expect([sync.status, sync.body.error.message]).toEqual([
      409,
      expect.stringContaining('Nothing of payments is known in dev'),
    ]);
    // Nobody switched it on.
    expect(acting.known.actions).toEqual(['refresh', 'sync']);
    const restart = await acting.act('restart');
    expect([restart.status, restart.body.error.message]).toEqual([
      403,
      expect.stringContaining('slipway.actions.restart'),
    ]);
  });

  it('is off unless somebody wants it', async () => {
    acting = await startActing({});
    expect(acting.known).not.toHaveProperty('actions');
    expect((await acting.act('refresh')).status).toBe(403);
    expect(acting.stub.changes).toEqual([]);
  });

  it('says why it was not done', async () => {
    acting = await startActing({ restart: true });
    const unknown = await acting.act('restart', 'prod');
    expect([unknown.status, unknown.body.error.message]).toEqual([
      400,
      "payments has no environment 'prod'; there are dev",
    ]);
    // Who says of another's objects that they are his reads them, and no more.
    const twin = await acting.act('restart', 'dev', 'twin');
    expect([twin.status, twin.body.error.message]).toEqual([
      409,
      expect.stringContaining('Another entity claims the same objects'),
    ]);
    const taker = await acting.act('restart', 'dev', 'taker');
    expect([taker.status, taker.body.error.message]).toEqual([
      409,
      expect.stringContaining('might be anybody'),
    ]);
    let status = 403;
    acting.stub.onList = (req, res) => {
      if (req.method !== 'PATCH') {
        return false;
      }
      json(res, status, { kind: 'Status', message: 'planted 10.0.0.1' });
      return true;
    };
    const refused = await acting.act('restart');
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      expect.stringMatching(
        /^Deployment payments on eu-1: the portal's account may not/,
      ),
    ]);
    status = 500;
    const failed = await acting.act('restart');
    expect(failed.status).toBe(503);
    expect(JSON.stringify([refused.body, failed.body])).not.toContain(
      'planted',
    );
    status = 404;
    expect((await acting.act('restart')).body.error.message).toBe(
      'Deployment payments on eu-1: it is not there any more',
    );
    expect(acting.stub.changes).toEqual([]);
  });
});
