import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import slipwayModule from '@slipway/plugin-scaffolder-backend-module-slipway';
import {
  createPlatform,
  platformServiceRef,
} from '@slipway/plugin-slipway-node';
import { parse } from 'yaml';
import acmeModule, { bundle } from './index';

jest.setTimeout(60_000);

const group = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team-web', namespace: 'default' },
  spec: {},
};

describe("ACME's template, in a portal with ACME's module and bundle", () => {
  it('is tried without an effect outside, with the own action as its last step', async () => {
    const backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        slipwayModule,
        acmeModule,
        catalogServiceMock.factory({ entities: [group] }),
        createServiceFactory({
          service: platformServiceRef,
          deps: {},
          factory: () => createPlatform(bundle),
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            integrations: { gitea: [{ host: 'git.acme.example' }] },
            slipway: { create: { repository: { owner: 'acme' } } },
            argocd: {
              appLocatorMethods: [
                {
                  type: 'config',
                  instances: [
                    { name: 'main', url: 'https://argocd.acme.example' },
                  ],
                },
              ],
            },
          },
        }),
      ],
    });
    try {
      const text = await readFile(
        resolve(__dirname, '../templates/internal-api.yaml'),
        'utf8',
      );
      const response = await fetch(
        `http://localhost:${backend.server.port()}/api/scaffolder/v2/dry-run`,
        {
          method: 'POST',
          headers: {
            authorization: mockCredentials.user.header(),
            'content-type': 'application/json',
          },
          body: JSON.stringify({
            template: parse(text),
            values: { name: 'parcels', owner: 'group:default/team-web' },
            directoryContents: [],
          }),
        },
      );
      const { error, directoryContents, log } = await response.json();
      expect({ status: response.status, error }).toEqual({ status: 200 });
      const paths = directoryContents.map(({ path }: { path: string }) => path);
      expect(paths).toEqual(
        expect.arrayContaining([
          'CODEOWNERS',
          'internal/acme/acme.go',
          'internal/needs/postgres.go',
        ]),
      );
      expect(
        log.map(({ body }: { body: { message: string } }) => body.message),
      ).toContainEqual(expect.stringContaining('Would say: parcels is there'));
    } finally {
      await backend.stop();
    }
  });
});
