import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EntityState,
  HistoryEvent,
  HistoryPage,
  SLIPWAY_SIGNAL_CHANNEL,
  entityAspects,
  knownIn,
} from '@slipway/plugin-slipway-common';
import request from 'supertest';
import { spec } from './schema/openapi/generated/router';
import { KubernetesStub, json } from './__testUtils__/KubernetesStub';
import {
  description,
  differences,
  get,
  historyPath,
  metricsPath,
  paymentsPath,
  statePath,
  readUntil,
} from './__testUtils__/api';
import { serviceObjects } from './__testUtils__/objects';
import { startPortal } from './__testUtils__/portal';
import {
  application,
  autoscaler,
  backupRun,
  certificate,
  cronJob,
  podMetrics,
  quota,
} from './__testUtils__/operators';

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

/** Entities of a catalog that has never heard of Slipway. */
const strangers = (
  [
    { name: 'shop', annotations: { 'backstage.io/kubernetes-id': 'shop' } },
    {
      name: 'cart',
      annotations: {
        'backstage.io/kubernetes-label-selector': 'app=cart,tier in (web)',
        'argocd/app-name': 'cart-in-prod',
      },
    },
    {
      name: 'cart-staging',
      annotations: {
        'backstage.io/kubernetes-label-selector': 'tier in (web), app=cart',
        'backstage.io/kubernetes-namespace': 'cart-staging',
      },
    },
    {
      name: 'till',
      annotations: {
        'backstage.io/kubernetes-label-selector': 'app=till',
        'argocd/app-name': 'till-everywhere',
        'slipway.dev/environments': 'live=eu-1/till-a,next=eu-1/till-b',
      },
    },
    {
      name: 'till-named',
      annotations: {
        'backstage.io/kubernetes-id': 'desk',
        'backstage.io/kubernetes-label-selector': 'app=desk',
        'slipway.dev/environments': 'live=eu-1/till-a,next=eu-1/till-b',
      },
    },
  ] as { name: string; annotations: Record<string, string> }[]
).map(metadata => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata,
  spec: {},
}));

const answers = (body: { environments: { state: { answer: string } }[] }) =>
  body.environments.map(e => e.state.answer);

// A whole back end, on a busy machine.
jest.setTimeout(30_000);

describe('slipway plugin', () => {
  let stub: KubernetesStub;
  let stops: (() => Promise<void>)[];

  beforeEach(async () => {
    stub = await KubernetesStub.start();
    stops = [];
  });

  afterEach(async () => {
    await Promise.all(stops.map(stop => stop()));
    await stub.stop();
  });

  async function start(options: { permission?: AuthorizeResult } = {}) {
    const portal = await startPortal(stub, {
      entities: [payments, ...strangers],
      ...options,
    });
    stops.push(portal.stop);
    return portal;
  }

  it('knows services whose objects and entities have never heard of it', async () => {
    const put = (
      service: string,
      namespace: string,
      labels: Record<string, string>,
    ) =>
      serviceObjects({ service, namespace }).all.forEach(object =>
        stub.put({ ...object, metadata: { ...object.metadata, labels } }),
      );
    put('shop', 'shop-staging', { 'backstage.io/kubernetes-id': 'shop' });
    put('shop', 'shop', { 'backstage.io/kubernetes-id': 'shop' });
    put('cart', 'cart-staging', { app: 'cart', tier: 'web' });
    put('cart', 'cart-prod', { app: 'cart', tier: 'web' });
    put('cart', 'cart-jobs', { app: 'cart', tier: 'jobs' });
    stub.apis.push('argoproj.io/v1alpha1');
    const delivers = application('Synced');
    stub.put({
      ...delivers,
      metadata: { ...delivers.metadata, name: 'cart-in-prod', labels: {} },
      spec: { ...delivers.spec, destination: { namespace: 'cart-prod' } },
    });
    const { server } = await start();
    const read = (name: string, wanted: string[]) =>
      readUntil<EntityState>(
        server,
        ({ environments }) =>
          environments.length === wanted.length &&
          environments.every(e => e.deployments.answer === 'data') &&
          environments.some(e => e.delivery.answer === 'data') ===
            (name === 'cart'),
        statePath.replace('payments', name),
      );

    const wanted = {
      shop: ['staging=eu-1/shop-staging', 'eu-1=eu-1/shop'],
      cart: ['staging=eu-1/cart-staging', 'prod=eu-1/cart-prod'],
      'cart-staging': ['staging=eu-1/cart-staging'],
    };
    for (const [name, places] of Object.entries(wanted)) {
      const state = await read(name, places);
      expect(differences('EntityState', state)).toEqual([]);
      expect(
        state.environments.map(
          e => `${e.name}=${e.cluster}/${e.namespace}${e.guessed ? '' : '!'}`,
        ),
      ).toEqual(places);
    }
    const { environments } = await read('cart', wanted.cart);
    expect(environments.map(e => e.delivery.answer)).toEqual([
      'absent',
      'data',
    ]);
  });

  it('knows where they run by what they declare, and what is theirs by the other annotations all the same', async () => {
    const put = (
      service: string,
      namespace: string,
      labels: Record<string, string>,
    ) =>
      serviceObjects({ service, namespace }).all.forEach(object =>
        stub.put({ ...object, metadata: { ...object.metadata, labels } }),
      );
    put('till', 'till-a', { app: 'till' });
    put('till', 'till-b', { app: 'till' });
    put('desk', 'till-a', { app: 'desk' });
    put('desk', 'till-b', { 'backstage.io/kubernetes-id': 'desk' });
    stub.apis.push('argoproj.io/v1alpha1');
    const delivers = application('Synced');
    stub.put({
      ...delivers,
      metadata: { ...delivers.metadata, name: 'till-everywhere', labels: {} },
      spec: { ...delivers.spec, destination: { namespace: 'till-a' } },
    });
    const { server } = await start();
    const read = (name: string) =>
      readUntil<EntityState>(
        server,
        ({ environments }) =>
          environments.every(e => e.deployments.answer === 'data') &&
          (name !== 'till' || environments[0].delivery.answer === 'data'),
        statePath.replace('payments', name),
      );
    for (const name of ['till', 'till-named']) {
      const { environments } = await read(name);
      expect(environments).toMatchObject([
        { name: 'live', cluster: 'eu-1', namespace: 'till-a' },
        { name: 'next', cluster: 'eu-1', namespace: 'till-b' },
      ]);
      expect(environments[0].guessed).toBeUndefined();
    }
  });

  it('tells what runs of a service in each environment, and nothing more', async () => {
    serviceObjects().all.forEach(object => stub.put(object));
    const { server, logger } = await start();
    const body = await readUntil(server, b => answers(b)[0] === 'data');
    expect(answers(body)).toEqual(['data', 'absent', 'unreachable']);
    expect(body).toMatchObject({
      entityRef: 'component:default/payments',
      verdict: 'unknown',
      environments: [
        {
          name: 'dev',
          state: {
            value: {
              workloads: [{ version: '0.1.7', commit: '1a2b3c4', ready: 2 }],
              verdict: { state: 'healthy' },
            },
          },
        },
        {},
        { state: { reason: 'this portal reads no cluster us-1' } },
      ],
    });
    expect(differences('DeploymentsResponse', body)).toEqual([]);
    const { body: sources } = await get(server, '/api/slipway/v1/sources');
    expect(differences('SourcesResponse', sources)).toEqual([]);
    expect(sources.sources.map((s: any) => [s.id, s.state])).toEqual([
      ['first-day', 'ok'],
      ['kubernetes', 'ok'],
      ['kubernetes/eu-1', 'ok'],
      ['kubernetes/eu-1/backups', 'ok'],
      ['kubernetes/eu-1/data', 'ok'],
      ['kubernetes/eu-1/delivery', 'ok'],
      ['kubernetes/eu-1/exposure', 'ok'],
      ['kubernetes/eu-1/namespace', 'ok'],
      ['kubernetes/eu-1/quota', 'ok'],
      ['kubernetes/eu-1/scaling', 'ok'],
      ['kubernetes/eu-1/secrets', 'ok'],
      ['kubernetes/eu-1/use', 'ok'],
    ]);
    const said = JSON.stringify([
      body,
      sources,
      logger.info.mock.calls,
      logger.warn.mock.calls,
      logger.error.mock.calls,
    ]);
    expect(said).not.toMatch(/planted|10\.0\.0\.1|127\.0\.0\.1/);
  });

  it('tells all that is known of a service, as its description says', async () => {
    [
      ...serviceObjects().all,
      quota({ 'requests.memory': '1900Mi', pods: '4' }),
      autoscaler(10),
      cronJob(),
      ...backupRun('20'),
      application('OutOfSync'),
      certificate(),
      podMetrics('payments-0', '50m', '100Mi'),
    ].forEach(object => stub.put(object));
    stub.apis.push(
      'argoproj.io/v1alpha1',
      'cert-manager.io/v1',
      'metrics.k8s.io/v1beta1',
    );
    const { server } = await start();
    const body: EntityState = await readUntil(
      server,
      ({ environments: [{ delivery, quota: of }] }: EntityState) =>
        delivery.answer === 'data' &&
        of.answer === 'data' &&
        of.value.use?.answer === 'data',
      statePath,
    );
    expect(differences('EntityState', body)).toEqual([]);
    const [dev, prod] = body.environments;
    expect(
      Object.fromEntries(
        entityAspects.map(aspect => {
          const answer = dev[aspect];
          return [
            aspect,
            answer.answer === 'data'
              ? answer.value.verdict.reasons.map(({ code }) => code)
              : answer.answer,
          ];
        }),
      ),
    ).toEqual({
      deployments: [],
      commits: 'absent',
      delivery: ['sync-failed'],
      quota: ['quota-headroom'],
      scaling: [],
      // Its backups are of a database that nothing in the cluster runs.
      data: ['data-elsewhere'],
      backups: [expect.stringMatching(/^backup-/)],
      secrets: 'absent',
      vault: 'absent',
      exposure: [],
    });
    expect(knownIn(dev.quota)?.use).toMatchObject({
      answer: 'data',
      value: { all: { cpu: 0.05, memory: 100 * 1024 ** 2 } },
      at: expect.any(String),
    });
    expect(dev.verdict).toBe('failed');
    expect(prod.quota.answer).toBe('absent');
    expect(JSON.stringify(body)).not.toMatch(
      /planted|10\.0\.0\.1|127\.0\.0\.1/,
    );
  });

  it('tells what happened, page by page, each thing once', async () => {
    [
      ...serviceObjects({ tag: '1.0.0' }).all,
      cronJob(),
      ...['18', '19', '20'].flatMap(backupRun),
      application('Synced'),
    ].forEach(object => stub.put(object));
    stub.apis.push('argoproj.io/v1alpha1');
    const { server } = await start();
    const path = `${historyPath}?limit=2`;
    const first: HistoryPage = await readUntil(
      server,
      (b: any) => Boolean(b.next),
      path,
    );
    // What is read later is written later: everything has been.
    await readUntil(
      server,
      (b: any) => b.environments[0].backups.answer === 'data',
      statePath,
    );
    await readUntil(
      server,
      (b: any) => b.environments[0].delivery.answer === 'data',
      statePath,
    );
    expect(differences('HistoryPage', first)).toEqual([]);
    const events: HistoryEvent[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const { body }: { body: HistoryPage } = await get(
        server,
        next ? `${path}&cursor=${encodeURIComponent(next)}` : path,
      );
      expect(differences('HistoryPage', body)).toEqual([]);
      events.push(...body.events);
      next = body.next;
    }
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const of = (kind: string) => events.filter(event => event.kind === kind);
    expect(of('backup').map(({ after }) => after?.bytes)).toEqual([
      4096, 4096, 4096,
    ]);
    expect(of('sync').map(({ after }) => after?.revision)).toEqual([
      'a'.repeat(40),
      'b'.repeat(40),
    ]);
    expect(of('version').map(({ after }) => after?.version)).toEqual(['1.0.0']);

    const { body: only } = await get(server, `${historyPath}?kinds=backup`);
    expect(only.events).toHaveLength(3);
    expect(JSON.stringify(events)).not.toMatch(/planted|10\.0\.0\.1/);
    const wrong = await get(server, `${historyPath}?cursor=x`);
    expect([wrong.status, wrong.body.error.message]).toEqual([
      400,
      'The cursor is none that a page of this list gave; begin without one',
    ]);
    expect((await get(server, `${historyPath}?limit=501`)).status).toBe(400);
  });

  it('tells how well it is delivered, from what happened', async () => {
    serviceObjects({ tag: '1.0.0' }).all.forEach(object => stub.put(object));
    const { server } = await start();
    const runs = (version: string) =>
      readUntil(server, ({ environments: [dev] }: any) =>
        JSON.stringify(dev.state).includes(version),
      );
    await runs('1.0.0');
    const { body: before } = await get(server, metricsPath);
    expect(differences('EntityMetrics', before)).toEqual([]);
    expect(before.environments[0]).toMatchObject({ name: 'dev', deploys: 0 });
    // A deploy is as old as the ReplicaSet that it made.
    const creationTimestamp = new Date().toISOString();
    serviceObjects({ tag: '1.1.0' }).all.forEach(({ metadata, ...object }) =>
      stub.put({ ...object, metadata: { ...metadata, creationTimestamp } }),
    );
    await runs('1.1.0');
    const { body } = await get(server, `${metricsPath}?days=7`);
    expect(differences('EntityMetrics', body)).toEqual([]);
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(7 * 24 * 3600_000);
    expect(
      body.environments.map(({ name, deploys }: any) => [name, deploys]),
    ).toEqual([
      ['dev', 1],
      ['prod', 0],
      ['far', 0],
    ]);
    expect((await get(server, `${metricsPath}?days=0`)).status).toBe(400);
  });

  it('tells a form what the namespaces that it names allow just now', async () => {
    const [, , prod] = ['dev', 'staging', 'prod'].map(
      name => `parcels-${name}`,
    );
    stub.put({
      ...quota({ 'requests.memory': '2Gi', pods: '4' }),
      metadata: { name: 'quota', namespace: prod },
    });
    const { server } = await start();
    const path = `/api/slipway/v1/create/quotas/eu-1/${prod}`;
    const body: any = await readUntil(
      server,
      (b: any) => b.answer === 'data',
      path,
    );
    expect(differences('NamespaceAnswer', body)).toEqual([]);
    expect(body.value.resources).toEqual([
      {
        resource: 'requests.memory',
        quota: 'quota',
        used: 2 * 1024 ** 3,
        limit: 2 * 1024 ** 3,
      },
      { resource: 'pods', quota: 'quota', used: 4, limit: 10 },
    ]);
    const values = { name: 'parcels', runtime: 'go', type: 'http' };
    const preview = await request(server)
      .post('/api/slipway/v1/create/preview')
      .set('authorization', mockCredentials.user.header())
      .send({ values: { ...values, owner: 'group:default/team-web' } });
    expect(differences('Preview', preview.body)).toEqual([]);
    expect(
      preview.body.asks.map((ask: any) => [ask.namespace, ask.quota.answer]),
    ).toEqual([
      ['parcels-dev', 'unreachable'],
      ['parcels-staging', 'absent'],
      ['parcels-prod', 'data'],
    ]);
  });

  it('tells which version serves while the wanted one does not come up', async () => {
    const before = serviceObjects({ tag: '0.1.6-g0000000', replicas: 1 });
    const now = serviceObjects({ replicas: 1, waiting: 'ImagePullBackOff' });
    for (const { metadata } of [now.deployment, now.replicaSet]) {
      metadata.annotations = {
        ...metadata.annotations,
        'deployment.kubernetes.io/revision': '2',
      };
    }
    now.deployment.status.readyReplicas = 1;
    [before.replicaSet, ...before.pods, ...now.all].forEach(object =>
      stub.put(object),
    );
    const { server } = await start();
    const body = await readUntil(server, b => answers(b)[0] === 'data');
    expect(body.environments[0].state).toMatchObject({
      value: {
        workloads: [
          {
            version: '0.1.7',
            wanted: 1,
            ready: 1,
            readyUpdated: 0,
            serving: { version: '0.1.6', commit: '0000000', ready: 1 },
          },
        ],
        verdict: { state: 'degraded', reasons: [{ code: 'image-pull' }] },
      },
    });
    expect(differences('DeploymentsResponse', body)).toEqual([]);
  });

  it('tells a change within a moment, once, to those who looked', async () => {
    const { deployment, replicaSet, pods } = serviceObjects();
    [deployment, replicaSet, ...pods].forEach(object => stub.put(object));
    const { server, signals } = await start();
    const before = await readUntil(server, b => answers(b)[0] === 'data');
    const asked = stub.requests.length;
    signals.publish.mockClear();
    deployment.status.readyReplicas = 1;
    stub.put(deployment);
    const after = await readUntil(server, b => b.verdict !== before.verdict);
    expect(after.verdict).toBe('degraded');
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(signals.publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'broadcast' },
          channel: SLIPWAY_SIGNAL_CHANNEL,
          message: {
            entityRef: 'component:default/payments',
            revision: after.revision,
          },
        },
      ],
    ]);
    // No read of a page went to the cluster.
    expect(stub.requests).toHaveLength(asked);
  });

  it('serves while the Kubernetes back end is not ready, and never says "absent" before it has read', async () => {
    stub.onClusters = res => {
      json(res, 503, { error: { name: 'ServiceUnavailableError' } });
      return true;
    };
    const { server } = await start();
    const down = await readUntil(server, () => true);
    expect(answers(down)).toEqual(Array(3).fill('unreachable'));
    stub.onList = (_, res) => {
      json(res, 500, { error: { message: 'connect ECONNREFUSED 10.0.0.1' } });
      return true;
    };
    stub.onClusters = undefined;
    const up = await readUntil(server, b =>
      JSON.stringify(b).includes('connection refused'),
    );
    expect(answers(up)).toEqual(Array(3).fill('unreachable'));
    expect(JSON.stringify(up)).not.toContain('10.0.0.1');
  });

  it('answers 304 to who has the newest already', async () => {
    const { server } = await start();
    await readUntil(server, b => answers(b)[0] === 'absent');
    const first = await get(server);
    const second = await get(server).set('if-none-match', first.headers.etag);
    expect(second.status).toBe(304);
    expect(first.headers['cache-control']).toBe('private, no-cache');
  });

  it.each([
    ['component/default/unknown', 404],
    ['component/default/..%2Fpayments', 400],
    ['component/default/pay%20ments', 400],
    [`component/default/${'a'.repeat(64)}`, 400],
  ])('refuses %s with %d, and says why', async (path, status) => {
    const { server } = await start();
    for (const what of ['deployments', 'state', 'history', 'metrics']) {
      const response = await get(
        server,
        `/api/slipway/v1/entities/${path}/${what}`,
      );
      expect(response.status).toBe(status);
      expect(differences('ErrorResponse', response.body)).toEqual([]);
    }
  });

  it('tells nothing to who may not see it', async () => {
    serviceObjects().all.forEach(object => stub.put(object));
    const { server } = await start({ permission: AuthorizeResult.DENY });
    for (const path of [paymentsPath, statePath, historyPath, metricsPath]) {
      const { status, body } = await get(server, path);
      expect(status).toBe(403);
      expect(body.error.message).toBe(
        'Needs slipway.state.read on component:default/payments',
      );
    }
    for (const path of ['sources', 'create/quotas/eu-1/payments-dev']) {
      const { status } = await get(server, `/api/slipway/v1/${path}`);
      expect(status).toBe(403);
    }
  });

  it('gives agents the same answer, under the same permission', async () => {
    const { server, actions } = await start();
    const body = await readUntil(server, b => answers(b)[0] === 'absent');
    const invoke = (id: string) =>
      actions.invoke({
        id,
        input: { entityRef: 'component:default/payments' },
      });
    expect((await invoke('test:get-deployments')).output).toEqual(body);
    const { body: state } = await get(server, statePath);
    expect((await invoke('test:get-state')).output).toEqual(state);
    const { body: history } = await get(server, historyPath);
    expect((await invoke('test:get-history')).output).toEqual(history);
    const { body: metrics } = await get(server, metricsPath);
    expect((await invoke('test:get-delivery-metrics')).output).toEqual(metrics);
    await expect(
      actions.invoke({ id: 'test:get-deployments', input: { entityRef: ':' } }),
    ).rejects.toThrow('entityRef has the form');
  });

  it('serves what its description says, and has been generated from it', () => {
    expect(JSON.parse(JSON.stringify(spec))).toEqual(description);
    expect(Object.keys(description.paths)).toContain('/v1/create/preview');
    expect(paymentsPath).toContain('/v1/entities/');
  });
});
