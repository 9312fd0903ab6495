import type { ApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { serviceNameRule } from '@slipway/model';

/** Refuses a name at the field: the rule, then what the catalog has already. */
export async function validateServiceName(
  name: string | undefined,
  field: { addError(message: string): void },
  { apiHolder }: { apiHolder: ApiHolder },
): Promise<void> {
  if (!name) {
    return;
  }
  const broken = serviceNameRule.check(name);
  if (broken) {
    field.addError(broken);
    return;
  }
  const existing = await apiHolder
    .get(catalogApiRef)
    ?.getEntityByRef({ kind: 'component', namespace: 'default', name })
    .catch(() => 'unknown' as const);
  if (existing === 'unknown') {
    field.addError(
      'The catalog cannot be asked whether the name is free. Try again in a moment.',
    );
  } else if (existing) {
    field.addError(
      `There is already a component '${name}' in the catalog, of ${
        existing.spec?.owner ?? 'nobody'
      }`,
    );
  }
}
