import type { SearchResult } from '@backstage/plugin-search-common';

/** Of what else is found in the catalog nothing runs. */
export function isService({ type, document }: SearchResult): boolean {
  return (
    type === 'software-catalog' &&
    'kind' in document &&
    String(document.kind).toLocaleLowerCase('en-US') === 'component'
  );
}
