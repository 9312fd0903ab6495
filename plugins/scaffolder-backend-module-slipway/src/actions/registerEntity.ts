import { isDeepStrictEqual } from 'node:util';
import { InputError, isError } from '@backstage/errors';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { AGAIN } from '../lib/reach';
import { sourceLocationAt, sourceLocationOf } from '../lib/sourceLocation';
import { unlessAborted } from '../lib/unlessAborted';
import { untilInCatalog } from '../lib/untilInCatalog';
import { examples } from './registerEntity.examples';

/**
 * Stands beside `catalog:register` because it can be run again, and because that one only queues the
 * entity: whoever followed the task's link at once would find nothing.
 */
export function createRegisterEntityAction(deps: {
  catalog: CatalogService;
  tries?: number;
}) {
  const { catalog, tries } = deps;
  return createTemplateAction({
    id: 'slipway:catalog:register',
    description:
      'Registers a catalog file and waits until the catalog shows its entity; run again, it changes nothing',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        catalogInfoUrl: z => z.string().describe('Where the catalog file is'),
      },
      output: {
        entityRef: z => z.string().optional().describe('What was registered'),
      },
    },
    async handler(ctx) {
      const target = ctx.input.catalogInfoUrl;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would register ${target}`);
        return;
      }
      const { signal } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const location = { type: 'url', target };
      // Tells at once what registering would leave to be found out later.
      const { entities } = await unlessAborted(signal, () =>
        catalog.addLocation({ ...location, dryRun: true }, { credentials }),
      ).catch(error => {
        signal?.throwIfAborted();
        throw new InputError(
          `The catalog cannot take ${target}: ${reasonOf(error)}. ${AGAIN}`,
        );
      });
      const entity =
        entities.find(({ kind }) => kind === 'Component') ?? entities[0];
      if (!entity) {
        throw new InputError(`${target} describes nothing`);
      }
      const entityRef = stringifyEntityRef(entity);
      const known = await unlessAborted(signal, () =>
        catalog.getEntityByRef(entityRef, { credentials }),
      );
      if (known && isOf(known, target)) {
        ctx.logger.info(`The catalog has ${entityRef} of this repository`);
        ctx.output('entityRef', entityRef);
        return;
      }
      await unlessAborted(signal, () =>
        catalog.addLocation(
          { ...location, onConflict: 'refresh' },
          { credentials },
        ),
      );
      ctx.logger.info(`Registered ${target}`);
      ctx.output('entityRef', entityRef);

      await untilInCatalog(
        { entityRef, catalogInfoUrl: target },
        { catalog, credentials, signal, tries },
      );
      ctx.logger.info(`The catalog shows ${entityRef}`);
    },
  });
}

/** A repository that was there before may be found by a provider, and so be known by another address. */
function isOf(entity: Entity, target: string): boolean {
  const its = sourceLocationOf(entity);
  const wanted = sourceLocationAt(new URL('.', target).href);
  return its !== undefined && isDeepStrictEqual(its, wanted);
}

/** What the catalog itself said lies within what its client says. */
function reasonOf(error: unknown): string {
  const said = (error as { body?: { error?: { message?: unknown } } }).body
    ?.error?.message;
  return String(said ?? (isError(error) ? error.message : error));
}
