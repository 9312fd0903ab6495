import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { unlessAborted } from '../lib/unlessAborted';
import { examples } from './unregisterEntity.examples';

/** Takes the location of an entity out of the catalog, and all that it described with it. */
export function createUnregisterEntityAction(deps: {
  catalog: CatalogService;
}) {
  return createTemplateAction({
    id: 'slipway:catalog:unregister',
    description:
      'Takes an entity out of the catalog, with all that its file describes; run again, it changes nothing',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z.string().describe('For example component:default/parcels'),
      },
    },
    async handler(ctx) {
      const { entityRef } = ctx.input;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would take ${entityRef} out of the catalog`);
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const location = await unlessAborted(ctx.signal, () =>
        deps.catalog.getLocationByEntity(entityRef, { credentials }),
      );
      if (location) {
        await unlessAborted(ctx.signal, () =>
          deps.catalog.removeLocationById(location.id, { credentials }),
        );
      }
      ctx.logger.info(
        location
          ? `Took ${entityRef} out of the catalog`
          : `Nobody registered ${entityRef}: it is gone already, or goes once what finds it does no more (catalog.locations or a discovery in app-config.yaml)`,
      );
    },
  });
}
