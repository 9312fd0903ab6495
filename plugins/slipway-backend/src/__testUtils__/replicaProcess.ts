import { writeHeapSnapshot } from 'node:v8';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import slipwayPlugin from '../index';

/** A back end in a process of its own: the plugin as it is, on a real database; its portal's other plugins are stand-ins. */
async function main() {
  const { config, clusters, entity } = JSON.parse(
    process.env.REPLICA as string,
  );
  const backend = createBackend();
  backend.add(slipwayPlugin);
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => new ConfigReader(config) as any,
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.discovery,
      deps: {},
      factory: () => ({
        getBaseUrl: async id =>
          `${
            id === 'kubernetes' ? clusters : config.backend.baseUrl
          }/api/${id}`,
        getExternalBaseUrl: async id => id,
      }),
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.permissions,
      deps: {},
      factory: () => {
        const allow = async (requests: unknown[]) =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW }));
        return { authorize: allow, authorizeConditional: allow } as any;
      },
    }),
  );
  backend.add(
    createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () =>
        ({
          async *streamEntities() {
            yield [entity];
          },
          getEntityByRef: async () => entity,
        } as any),
    }),
  );
  backend.add(
    createServiceFactory({
      service: signalsServiceRef,
      deps: {},
      factory: () => ({
        publish: async ({ message }) => {
          process.send?.({ signal: message });
        },
      }),
    }),
  );
  process.on('message', ({ heap }: { heap?: string }) => {
    if (heap) {
      // Twice, since what was only held by what is collected goes with the second.
      global.gc!();
      global.gc!();
      writeHeapSnapshot(heap);
      process.send?.({ heap });
    }
  });
  // With whoever started it gone, so is this.
  process.on('disconnect', () => process.exit());
  await backend.start();
  process.send?.({ started: true });
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
