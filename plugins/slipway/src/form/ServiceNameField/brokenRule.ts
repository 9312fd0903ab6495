import { serviceNameRule } from '@slipway/model';
import type { Translate } from '../translated';

/** What is wrong with a name, in the language of the form. */
export function brokenRule(name: string, t: Translate): string | undefined {
  const broken = serviceNameRule.check(name);
  if (broken === undefined) {
    return undefined;
  }
  return broken === serviceNameRule.message
    ? t('serviceName.rule')
    : t('serviceName.reserved', { name });
}
