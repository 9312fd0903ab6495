import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
  isError,
} from '@backstage/errors';
import {
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { AGAIN } from '../lib/reach';
import { sourceLocationAt, sourceLocationOf } from '../lib/sourceLocation';
import { examples } from './registerEntity.examples';

const PAUSE = 250;
const TRIES = 240;

/**
 * Stands beside `catalog:register` because it can be run again, and because that one only queues the
 * entity: whoever followed the task's link at once would find nothing.
 */
export function createRegisterEntityAction(deps: {
  catalog: CatalogService;
  tries?: number;
}) {
  const { catalog, tries = TRIES } = deps;
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
      const credentials = await ctx.getInitiatorCredentials();
      const location = { type: 'url', target };
      // Tells at once what registering would leave to be found out later.
      const { entities } = await catalog
        .addLocation({ ...location, dryRun: true }, { credentials })
        .catch(error => {
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
      const known = await catalog.getEntityByRef(entityRef, { credentials });
      if (known && isOf(known, target)) {
        ctx.logger.info(`The catalog has ${entityRef} of this repository`);
        ctx.output('entityRef', entityRef);
        return;
      }
      await catalog.addLocation(
        { ...location, onConflict: 'refresh' },
        { credentials },
      );
      ctx.logger.info(`Registered ${target}`);
      ctx.output('entityRef', entityRef);

      let other: Entity | undefined;
      for (let i = 0; i < tries; i++) {
        other = await catalog.getEntityByRef(entityRef, { credentials });
        if (originOf(other) === `url:${target}`) {
          ctx.logger.info(`The catalog shows ${entityRef}`);
          return;
        }
        await sleep(PAUSE, undefined, { signal: ctx.signal });
      }
      if (other) {
        throw new ConflictError(
          `${entityRef} comes from ${originOf(
            other,
          )} already. Choose another name, or remove that one from the catalog.`,
        );
      }
      throw new ServiceUnavailableError(
        `The catalog does not show ${entityRef} after ${
          (PAUSE * tries) / 1000
        } s. It is registered and will come; nothing is to be done again.`,
      );
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

function originOf(entity: Entity | undefined): string | undefined {
  return entity?.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
}
