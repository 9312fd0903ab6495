import { stringifyEntityRef } from '@backstage/catalog-model';
import type { IndexableDocument } from '@backstage/plugin-search-common';

/** Of which entity a document of the catalog is: only its address tells the name, as the last part of it. */
export function refOf(document: IndexableDocument): string | undefined {
  const { kind, namespace } = document as unknown as Record<string, unknown>;
  const name = document.location.split(/[?#]/)[0].split('/').at(-1);
  return typeof kind === 'string' && typeof namespace === 'string' && name
    ? stringifyEntityRef({ kind, namespace, name: decodeURIComponent(name) })
    : undefined;
}
