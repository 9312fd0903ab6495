import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { untilInCatalog } from '../lib/untilInCatalog';
import { examples } from './awaitEntity.examples';

/** For templates that register by the stock `catalog:register`; `slipway:catalog:register` waits by itself. */
export function createAwaitEntityAction(deps: {
  catalog: CatalogService;
  tries?: number;
}) {
  const { catalog, tries } = deps;
  return createTemplateAction({
    id: 'slipway:catalog:await',
    description:
      'Waits until the catalog shows an entity that was registered, for a minute at most; slipway:catalog:register does so by itself',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z.string().describe('For example component:default/parcels'),
        catalogInfoUrl: z =>
          z
            .string()
            .optional()
            .describe(
              'The file that it has to come from; from anywhere when left out',
            ),
      },
    },
    async handler(ctx) {
      const { entityRef, catalogInfoUrl } = ctx.input;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would wait until the catalog shows ${entityRef}`);
        return;
      }
      await untilInCatalog(
        { entityRef, catalogInfoUrl },
        {
          catalog,
          credentials: await ctx.getInitiatorCredentials(),
          signal: ctx.signal,
          tries,
        },
      );
      ctx.logger.info(`The catalog shows ${entityRef}`);
    },
  });
}
