import { setTimeout as sleep } from 'node:timers/promises';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { unlessAborted } from './unlessAborted';

const PAUSE = 250;
const TRIES = 240;

/** The catalog queues what is registered: whoever followed a task's link at once would find nothing. */
export async function untilInCatalog(
  { entityRef, catalogInfoUrl }: { entityRef: string; catalogInfoUrl?: string },
  options: {
    catalog: CatalogService;
    credentials: BackstageCredentials;
    signal?: AbortSignal;
    tries?: number;
  },
): Promise<void> {
  const { catalog, credentials, signal, tries = TRIES } = options;
  let other: Entity | undefined;
  for (let i = 0; i < tries; i++) {
    other = await unlessAborted(signal, () =>
      catalog.getEntityByRef(entityRef, { credentials }),
    );
    const meant =
      catalogInfoUrl === undefined ||
      originOf(other) === `url:${catalogInfoUrl}`;
    if (other && meant) {
      return;
    }
    await sleep(PAUSE, undefined, { signal });
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
}

function originOf(entity: Entity | undefined): string | undefined {
  return entity?.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
}
