import type { ApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { translated } from '../translated';
import { brokenRule } from './brokenRule';

/** Refuses a name at the field: the rule, then what the catalog has already. */
export async function validateServiceName(
  name: string | undefined,
  field: { addError(message: string): void },
  { apiHolder }: { apiHolder: ApiHolder },
): Promise<void> {
  if (!name) {
    return;
  }
  const t = await translated(apiHolder);
  const broken = brokenRule(name, t);
  if (broken) {
    field.addError(broken);
    return;
  }
  const existing = await apiHolder
    .get(catalogApiRef)
    ?.getEntityByRef({ kind: 'component', namespace: 'default', name })
    .catch(() => 'unknown' as const);
  if (existing === 'unknown') {
    field.addError(t('serviceName.unasked'));
  } else if (existing) {
    const owner = existing.spec?.owner;
    field.addError(
      t('serviceName.taken', {
        name,
        owner: owner ? String(owner) : t('serviceName.nobody'),
      }),
    );
  }
}
