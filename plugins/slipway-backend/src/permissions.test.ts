import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { labels } from '@slipway/model';
import { deliveryActions } from '@slipway/plugin-slipway-common';
import { KubernetesStub } from './__testUtils__/KubernetesStub';
import { description } from './__testUtils__/api';
import { serviceObjects } from './__testUtils__/objects';
import { startPortal } from './__testUtils__/portal';

const owner = 'user:default/ada';

const entity = (name: string, ownedBy: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: {
      'backstage.io/kubernetes-id': name,
      'slipway.dev/environments': `dev=eu-1/${name}-dev`,
    },
  },
  relations: [{ type: 'ownedBy', targetRef: ownedBy }],
});

const mine = 'component:default/mine';

const acts: readonly string[] = deliveryActions;
const services = ['mine', 'yours', 'hidden'];

const applicationOf = (service: string) => ({
  kind: 'Application',
  metadata: {
    name: `${service}-dev`,
    namespace: 'argocd',
    labels: {
      [labels.kubernetesId]: service,
      [labels.service]: service,
      [labels.environment]: 'dev',
    },
  },
  spec: { destination: { name: 'eu-1', namespace: `${service}-dev` } },
  status: { sync: { status: 'Synced' } },
});

/** "Owners only" for what is an entity's; who makes services may ask what forms ask, and a service everything. */
async function decide(requests: any[], { credentials }: any) {
  const { principal } = credentials;
  const isOwner = principal.userEntityRef === owner;
  return requests.map(({ permission, resourceRef }) => {
    const conditional = resourceRef === undefined && permission.resourceType;
    const hidden = resourceRef?.endsWith('/hidden');
    if (
      principal.type === 'service' ||
      (permission.name === 'catalog.entity.read' && !hidden)
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (conditional) {
      return {
        result: AuthorizeResult.CONDITIONAL,
        conditions: {
          rule: 'IS_ENTITY_OWNER',
          resourceType: 'catalog-entity',
          params: { claims: [principal.userEntityRef] },
        },
      };
    }
    const allowed = permission.resourceType
      ? isOwner && resourceRef === mine
      : isOwner;
    return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  });
}

const callers = {
  owner: mockCredentials.user.header(owner),
  stranger: mockCredentials.user.header('user:default/eve'),
  service: mockCredentials.service.header(),
  nobody: undefined,
};
type Caller = keyof typeof callers;

/** Of each kind of route, what each caller gets: the status, and in lists how many. */
const ofEntity: Record<string, Record<Caller, number>> = {
  mine: { owner: 200, stranger: 403, service: 200, nobody: 401 },
  yours: { owner: 403, stranger: 403, service: 200, nobody: 401 },
  // Who may not see that it is there is not told that it is.
  hidden: { owner: 404, stranger: 404, service: 200, nobody: 401 },
  missing: { owner: 404, stranger: 404, service: 404, nobody: 401 },
};
const ofLists: Record<Caller, number> = {
  owner: 1,
  stranger: 0,
  service: 3,
  nobody: 401,
};
const ofPortal: Record<Caller, number> = {
  owner: 200,
  stranger: 403,
  service: 200,
  nobody: 401,
};

const routes = Object.entries<any>(description.paths).flatMap(
  ([path, methods]) => Object.keys(methods).map(method => [method, path]),
);
const entityRoutes = routes.filter(([, path]) => path.includes('/{name}/'));
const lists = ['/v1/fleet', '/v1/quotas', '/v1/backups', '/v1/due'];
const others = routes.filter(
  ([, path]) => !path.includes('/{name}/') && !lists.includes(path),
);

describe('who may read what', () => {
  let stub: KubernetesStub;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  const call = async (method: string, path: string, caller: Caller) => {
    const asked = (request(portal.server) as any)[method](
      `/api/slipway${path}`,
    );
    const header = callers[caller];
    if (header) {
      asked.set('authorization', header);
    }
    if (method !== 'post') {
      return asked;
    }
    return asked.send(
      acts.some(action => path.endsWith(`/${action}`))
        ? { environment: 'dev' }
        : { values: {} },
    );
  };

  beforeAll(async () => {
    stub = await KubernetesStub.start();
    stub.apis.push('argoproj.io/v1alpha1');
    for (const name of services) {
      const { deployment } = serviceObjects({
        service: name,
        namespace: `${name}-dev`,
      });
      stub.put(deployment as never);
      stub.put(applicationOf(name));
    }
    portal = await startPortal(stub, {
      config: {
        slipway: { actions: { refresh: true, sync: true, restart: true } },
      },
      entities: [
        entity('mine', owner),
        entity('yours', 'user:default/bob'),
        entity('hidden', 'user:default/bob'),
      ],
      permissions: { authorize: decide, authorizeConditional: decide } as any,
    });
    // Who acts acts on what is known.
    const isKnown = async (name: string) => {
      const path = `/v1/entities/component/default/${name}/state`;
      const { body } = await call('get', path, 'service');
      const [{ delivery, deployments }] = body.environments;
      return delivery.answer === 'data' && deployments.answer === 'data';
    };
    for (const name of services) {
      while (!(await isKnown(name))) {
        await new Promise(resolve => setTimeout(resolve, 25));
      }
    }
  }, 60_000);

  afterAll(async () => {
    await portal.stop();
    await stub.stop();
  });

  const all = Object.keys(callers) as Caller[];

  it('is asked of every route', () => {
    expect(entityRoutes.length + lists.length + others.length).toBe(
      routes.length,
    );
    expect(routes).toEqual(
      expect.arrayContaining(lists.map(path => ['get', path])),
    );
  });

  it.each(entityRoutes)(
    '%s %s: who may read the entity',
    async (method, path) => {
      for (const [name, statuses] of Object.entries(ofEntity)) {
        const at = path
          .replace('{kind}', 'component')
          .replace('{namespace}', 'default')
          .replace('{name}', name);
        for (const caller of all) {
          const { status, body } = await call(method, at, caller);
          expect([name, caller, status]).toEqual([
            name,
            caller,
            statuses[caller],
          ]);
          expect(status < 400 || !JSON.stringify(body).includes('-dev')).toBe(
            true,
          );
        }
      }
    },
  );

  it.each(lists)('%s: what may be read, and no more', async path => {
    for (const caller of all) {
      const { status, body } = await call('get', path, caller);
      const wanted = ofLists[caller];
      expect([caller, status]).toEqual([caller, wanted > 3 ? wanted : 200]);
      const told = path === '/v1/fleet' && status === 200 ? body.total : wanted;
      expect([caller, told]).toEqual([caller, wanted]);
      expect(JSON.stringify(body)).not.toMatch(
        caller === 'service' ? 'nothing to hide' : 'yours',
      );
    }
  });

  it.each(others)('%s %s: who has its own permission', async (method, path) => {
    const at = path.replace('{cluster}', 'eu-1').replace('{namespace}', 'x');
    for (const caller of all) {
      const { status } = await call(method, at, caller);
      expect([caller, status]).toEqual([caller, ofPortal[caller]]);
    }
  });

  it.each([
    '..%2Fmine',
    '%2e%2e/mine',
    'mine%2F..%2Fyours',
    'mine%3Fx',
    'mine%23x',
    'mine%00',
    '-mine',
    'mi ne',
    'MINE%0a',
    '%F0%9F%92%A9',
    'component:default%2Fyours',
  ])('is not got around by the name %s', async name => {
    for (const [method, path] of entityRoutes) {
      const at = path
        .replace('{kind}', 'component')
        .replace('{namespace}', 'default')
        .replace('{name}', name);
      for (const caller of ['owner', 'service'] as const) {
        const { status } = await call(method, at, caller);
        expect([400, 404]).toContain(status);
      }
    }
  });

  const callersOfActions = {
    owner: mockCredentials.user(owner),
    stranger: mockCredentials.user('user:default/eve'),
    service: mockCredentials.service(),
    nobody: mockCredentials.none(),
  };
  /** What came of it: the output, or how it was refused. */
  const invoke = (id: string, input: object, caller: Caller) =>
    portal.actions
      .invoke({
        id,
        input: input as any,
        credentials: callersOfActions[caller],
      })
      .then(
        ({ output }) => ({ output: output as any, refused: undefined }),
        error => ({ output: undefined, refused: String(error) }),
      );
  /** By what they take: one that is new is asked about as well, or is seen to be of no known kind. */
  const actions = async () => {
    const registered = (await portal.actions.list()).actions;
    const takes = (name: string) =>
      registered.filter(
        ({ schema }) => name in (schema.input.properties ?? {}),
      );
    const ofEntities = takes('entityRef').map(({ id }) => id);
    return {
      ofEntities,
      rest: registered
        .map(({ id }) => id)
        .filter(id => !ofEntities.includes(id)),
    };
  };

  it('holds for each action of agents that is about an entity', async () => {
    const { ofEntities } = await actions();
    expect(ofEntities.length).toBeGreaterThan(3);
    for (const id of ofEntities) {
      for (const [name, statuses] of Object.entries(ofEntity)) {
        const entityRef = `component:default/${name}`;
        for (const caller of all) {
          const { output, refused } = await invoke(id, { entityRef }, caller);
          const said = [id, name, caller];
          const words: Record<number, RegExp> = {
            200: /^undefined$/,
            401: /authenticated|Needs|No entity/,
            403: /Needs slipway\.state\.read/,
            404: /No entity/,
          };
          expect([...said, `${refused}`]).toEqual([
            ...said,
            expect.stringMatching(words[statuses[caller]]),
          ]);
          expect(JSON.stringify(output ?? refused)).not.toContain(
            statuses[caller] === 200 ? 'nothing to hide' : '-dev',
          );
        }
      }
    }
  });

  it('holds for each action of agents that lists', async () => {
    const { rest } = await actions();
    expect(rest.sort()).toEqual([
      'test:list-backups',
      'test:list-due',
      'test:list-quotas',
      'test:list-services',
      'test:list-sources',
    ]);
    for (const caller of all) {
      const may = ofPortal[caller] === 200;
      const { refused } = await invoke('test:list-sources', {}, caller);
      expect([caller, refused === undefined]).toEqual([caller, may]);
    }
    for (const id of rest.filter(one => one !== 'test:list-sources')) {
      for (const caller of all) {
        const { output, refused } = await invoke(id, {}, caller);
        expect([id, caller, refused]).toEqual([id, caller, undefined]);
        expect(JSON.stringify(output)).not.toMatch(
          caller === 'service' ? 'nothing to hide' : 'yours',
        );
        // Who he is is asked before an action is called; here he may read nothing.
        const wanted = caller === 'nobody' ? 0 : ofLists[caller];
        const total = id === 'test:list-services' ? output.total : wanted;
        expect([caller, total]).toEqual([caller, wanted]);
      }
    }
  });

  it.each([
    'component:default/..%2Fmine',
    'component:default/../mine',
    'component:default/mine?x',
    'component:default/mine#x',
    'component:default/mine\u0000',
    'component:../default/mine',
    'mine/../yours',
  ])('holds for agents that ask about %j', async entityRef => {
    for (const id of (await actions()).ofEntities) {
      for (const caller of ['owner', 'service'] as const) {
        const { output, refused } = await invoke(id, { entityRef }, caller);
        expect([id, caller, output]).toEqual([id, caller, undefined]);
        expect(refused).toMatch(/No entity|has the form/);
      }
    }
  });
});
