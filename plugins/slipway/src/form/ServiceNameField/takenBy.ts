import type { ApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { Translate } from '../translated';

/** Why a name cannot be had, as the catalog has it: taken, or not to be told just now. */
export async function takenBy(
  name: string,
  apis: ApiHolder,
  t: Translate,
): Promise<string | undefined> {
  const existing = await apis
    .get(catalogApiRef)
    ?.getEntityByRef({ kind: 'component', namespace: 'default', name })
    .catch(() => 'unknown' as const);
  if (existing === 'unknown') {
    return t('serviceName.unasked');
  }
  if (!existing) {
    return undefined;
  }
  const owner = existing.spec?.owner;
  return t('serviceName.taken', {
    name,
    owner: owner ? String(owner) : t('serviceName.nobody'),
  });
}
