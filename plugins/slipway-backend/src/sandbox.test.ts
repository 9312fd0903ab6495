import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import {
  TestBackend,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  FleetPage,
  slipwayStateReadPermission,
} from '@slipway/plugin-slipway-common';
import { Sandbox, freePorts, startSandbox } from '@slipway/sandbox';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import slipwayPlugin from './index';
import { get, readUntil } from './__testUtils__/api';
import { kubernetesForwarder } from './__testUtils__/kubernetesForwarder';
import { serviceObjects } from './__testUtils__/objects';

const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: {
      'backstage.io/managed-by-location': 'url:https://example.org',
      'backstage.io/managed-by-origin-location': 'url:https://example.org',
      'backstage.io/kubernetes-id': 'payments',
      'slipway.dev/environments': 'dev=eu-1/payments-dev',
    },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'user:default/mock',
  },
};

/**
 * The mock tokens of the test back end forget which plugin asks for the user, and without that no condition is
 * ever judged; the real ones tell it.
 */
const authThatNamesTheActor = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const auth = mockServices.auth({ pluginId: plugin.getId() });
    const authenticate = auth.authenticate.bind(auth);
    auth.authenticate = async (token, options) => {
      const credentials = await authenticate(token, options);
      return auth.isPrincipal(credentials, 'user') &&
        token.startsWith('mock-service-token:')
        ? mockCredentials.user(credentials.principal.userEntityRef, {
            actor: { subject: 'plugin:test' },
          })
        : credentials;
    };
    return auth;
  },
});

/** Brings the entity into a real catalog, and the policy "owners only" into a real permission back end. */
const landscape = [
  createBackendModule({
    pluginId: 'catalog',
    moduleId: 'payments',
    register(env) {
      env.registerInit({
        deps: { catalog: catalogProcessingExtensionPoint },
        async init({ catalog }) {
          catalog.addEntityProvider({
            getProviderName: () => 'payments',
            connect: connection =>
              connection.applyMutation({
                type: 'full',
                entities: [{ entity: payments, locationKey: 'payments' }],
              }),
          });
        },
      });
    },
  }),
  createBackendModule({
    pluginId: 'permission',
    moduleId: 'owners-only',
    register(env) {
      env.registerInit({
        deps: { policy: policyExtensionPoint },
        async init({ policy }) {
          policy.setPolicy({
            async handle({ permission }, user) {
              return isPermission(permission, slipwayStateReadPermission)
                ? createCatalogConditionalDecision(
                    permission,
                    catalogConditions.isEntityOwner({
                      claims: user?.info.ownershipEntityRefs ?? [],
                    }),
                  )
                : { result: AuthorizeResult.ALLOW };
            },
          });
        },
      });
    },
  }),
];

describe('a portal with the sandbox', () => {
  let dataDir: string;
  let sandbox: Sandbox;
  let backend: TestBackend;

  const portal = () =>
    startTestBackend({
      features: [
        slipwayPlugin,
        catalogPlugin,
        kubernetesForwarder(sandbox.addresses.kubernetes, 'sandbox-kubernetes'),
        permissionPlugin,
        ...landscape,
        authThatNamesTheActor,
        httpAuthServiceFactory,
        permissionsServiceFactory,
        permissionsRegistryServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            permission: { enabled: true },
          },
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: { logger: coreServices.logger },
          factory: () => ({ publish: async () => {} }),
        }),
      ],
    });

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'slipway-'));
    sandbox = await startSandbox({
      dataDir,
      ports: freePorts,
    });
    backend = await portal();
  }, 60_000);

  afterAll(async () => {
    await backend?.stop();
    await sandbox?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function kubernetes(method: string, path: string, body: unknown) {
    const response = await fetch(
      `${sandbox.addresses.kubernetes['eu-1']}${path}`,
      {
        method,
        headers: {
          authorization: 'Bearer sandbox-kubernetes',
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      },
    );
    expect(response.status).toBeLessThan(300);
  }

  const refuse = (cluster: string) =>
    fetch(`${sandbox.addresses.control}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        target: `kubernetes/${cluster}`,
        fault: 'refuse',
      }),
    });
  const mend = () =>
    fetch(`${sandbox.addresses.control}/faults`, { method: 'DELETE' });

  const first = (body: { environments: { state: any }[] }) =>
    body.environments[0].state;

  it('shows a rollout, to owners only, and keeps what it knew when the cluster is gone', async () => {
    const nothing = await readUntil(
      backend.server,
      b => first(b).answer === 'absent',
    );
    expect(nothing.verdict).toBe('unknown');

    await kubernetes('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'payments-dev' },
    });
    const { metadata, spec } = serviceObjects({
      tag: 'waiting-for-first-build',
    }).deployment;
    const { name, namespace, labels } = metadata;
    await kubernetes(
      'POST',
      '/apis/apps/v1/namespaces/payments-dev/deployments',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, namespace, labels },
        spec: {
          ...spec,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, ...spec.template },
        },
      },
    );
    const waiting = await readUntil(
      backend.server,
      b => first(b).answer === 'data',
    );
    expect(first(waiting).value).toMatchObject({
      workloads: [{ wanted: 2, ready: 0 }],
      verdict: {
        state: 'progressing',
        reasons: [{ code: 'waiting-first-build' }],
      },
    });

    const stranger = await get(backend.server, undefined, 'user:default/other');
    expect(stranger.status).toBe(403);

    const fleet = '/api/slipway/v1/fleet';
    const { services } = await readUntil<FleetPage>(
      backend.server,
      ({ total }) => total === 1,
      fleet,
    );
    expect(services[0].environments[0].versions).toEqual([
      'waiting-for-first-build',
    ]);
    const { body } = await get(backend.server, fleet, 'user:default/other');
    expect(body).toMatchObject({ total: 0, facets: { owner: {} } });

    await refuse('eu-1');
    const broken = await readUntil(
      backend.server,
      b => first(b).answer === 'unreachable',
    );
    expect(first(broken).lastKnown.value.workloads).toEqual(
      first(waiting).value.workloads,
    );
    await mend();
    await readUntil(backend.server, b => first(b).answer === 'data');
  }, 60_000);

  it('reads a service where it may, when the portal is kept out of another namespace', async () => {
    const wish = (what: 'breaks' | 'heals', namespace: string) =>
      fetch(`${sandbox.addresses.control}/${what}`, {
        method: 'POST',
        body: JSON.stringify({
          break: 'namespace-denied',
          cluster: 'eu-1',
          namespace,
        }),
      });
    await wish('breaks', 'web-staging');
    const late = await portal();
    try {
      const body = await readUntil(
        late.server,
        b => first(b).answer === 'data',
      );
      expect(first(body).value.workloads).toHaveLength(1);
      const { body: told } = await get(late.server, '/api/slipway/v1/sources');
      expect(told.sources).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: 'kubernetes/eu-1', state: 'denied' }),
          expect.objectContaining({
            id: 'kubernetes/eu-1/ns/payments-dev',
            state: 'ok',
          }),
        ]),
      );
      await wish('heals', 'web-staging');
      await readUntil<{ sources: { id: string; state: string }[] }>(
        late.server,
        ({ sources }) =>
          sources.some(
            ({ id, state }) => id === 'kubernetes/eu-1' && state === 'ok',
          ),
        '/api/slipway/v1/sources',
      );
      await readUntil(late.server, b => first(b).answer === 'data');
    } finally {
      await wish('heals', 'web-staging');
      await late.stop();
    }
  }, 90_000);

  it('starts and serves while every cluster is down, and hears them when they come', async () => {
    await Promise.all(['local', 'eu-1'].map(refuse));
    const late = await portal();
    try {
      const body = await readUntil(
        late.server,
        b => first(b).answer === 'unreachable',
      );
      expect(first(body).lastKnown).toBeUndefined();
      const sources = await get(late.server, '/api/slipway/v1/sources');
      expect(sources.status).toBe(200);
      expect(sources.body.sources).toEqual(
        expect.arrayContaining(
          ['eu-1', 'local'].map(name =>
            expect.objectContaining({
              id: `kubernetes/${name}`,
              state: 'unreachable',
            }),
          ),
        ),
      );
      expect(JSON.stringify([body, sources.body])).not.toMatch(
        /127\.0\.0\.1|localhost|sandbox-kubernetes/,
      );
      await mend();
      await readUntil(late.server, b => first(b).answer === 'data');
    } finally {
      await mend();
      await late.stop();
    }
  }, 60_000);
});
