import { foundReasons } from './found';
import { renderReasons } from './render';
import { FIELD_REASON, specReasons } from './spec';

/** Why a rule is there, for people who met it. */
export const ruleReasons: Record<string, string> = {
  ...specReasons,
  ...renderReasons,
  ...foundReasons,
};

/** The same by name; undefined for what is no rule. Of the form of a field the field's own name is the rule. */
export function reasonOf(rule: string): string | undefined {
  if (Object.hasOwn(ruleReasons, rule)) {
    return ruleReasons[rule];
  }
  return /^spec\.[a-z-]+$/.test(rule) ? FIELD_REASON : undefined;
}
