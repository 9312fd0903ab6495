import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './awaitEntity.examples';

const PAUSE = 250;
const TRIES = 240;

/** Registering only queues an entity: whoever followed the task's link at once would find nothing. */
export function createAwaitEntityAction(deps: { catalog: CatalogService }) {
  return createTemplateAction({
    id: 'slipway:catalog:await',
    description: 'Waits until the catalog shows an entity that was registered',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z => z.string().describe('For example component:payments'),
      },
    },
    async handler(ctx) {
      const { entityRef } = ctx.input;
      if (ctx.isDryRun) {
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      for (let tries = 0; tries < TRIES; tries++) {
        if (await deps.catalog.getEntityByRef(entityRef, { credentials })) {
          ctx.logger.info(`The catalog shows ${entityRef}`);
          return;
        }
        await sleep(PAUSE, undefined, { signal: ctx.signal });
      }
      throw new ServiceUnavailableError(
        `The catalog does not show ${entityRef} after ${
          (PAUSE * TRIES) / 1000
        } s. It is registered and will come; look for errors at its location in the catalog.`,
      );
    },
  });
}
