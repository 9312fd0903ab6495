import type { ApiHolder } from '@backstage/core-plugin-api';
import { translated } from '../translated';
import { brokenRule } from './brokenRule';
import { takenBy } from './takenBy';

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
  const taken = await takenBy(name, apiHolder, t);
  if (taken) {
    field.addError(taken);
  }
}
