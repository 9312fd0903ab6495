import {
  PermissionsService,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import createKnex, { Knex } from 'knex';
import slipwayPlugin from '../index';
import { KubernetesStub } from './KubernetesStub';

export interface PortalOptions {
  entities: Entity[];
  /** What everybody is answered who asks whether he may. */
  permission?: AuthorizeResult;
  /** What the portal is configured with besides. */
  config?: { integrations?: JsonObject; slipway?: JsonObject } & JsonObject;
  /** What another portal had, and another may have after this one. */
  database?: Knex;
  permissions?: {
    [M in keyof PermissionsService]?: (requests: any[]) => Promise<any>;
  };
}

/** What a portal keeps, while somebody holds it open. */
export const memoryDatabase = () =>
  createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
    // In memory there is one database for each connection.
    pool: { min: 1, max: 1 },
  });

/** The plugin in a portal whose clusters are the stub's. */
export async function startPortal(
  stub: KubernetesStub,
  options: PortalOptions,
) {
  const result = options.permission ?? AuthorizeResult.ALLOW;
  // The catalog is everybody's; what is Slipway's is asked for by itself.
  const decide = async (requests: any[]) =>
    requests.map(({ permission }) => ({
      result: (permission.name === 'catalog.entity.read'
        ? AuthorizeResult.ALLOW
        : result) as any,
    }));
  const signals = { publish: jest.fn(async () => {}) };
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const actions = actionsRegistryServiceMock();
  const knex = options.database ?? memoryDatabase();
  const backend = await startTestBackend({
    features: [
      slipwayPlugin,
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      catalogServiceMock.factory({ entities: options.entities }),
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            gitea: [
              { host: 'git.example.org', baseUrl: 'https://git.example.org' },
            ],
          },
          ...options.config,
          slipway: {
            create: { repository: { owner: 'shop' } },
            ...options.config?.slipway,
          },
        },
      }),
      mockServices.discovery.mock({
        getBaseUrl: async id => `http://127.0.0.1:${stub.port}/api/${id}`,
      }).factory,
      mockServices.permissions.mock({
        authorize: decide,
        authorizeConditional: decide,
        ...options.permissions,
      }).factory,
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => signals,
      }),
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => actions,
      }),
      logger.factory,
      mockServices.database.factory({ knex }),
    ],
  });
  const { server } = backend;
  return {
    server,
    signals,
    logger,
    actions,
    /** All rows of a table of the plugin. */
    database: (table: string) => knex(table).select(),
    stop: async () => {
      await backend.stop();
      if (!options.database) {
        await knex.destroy();
      }
    },
  };
}
