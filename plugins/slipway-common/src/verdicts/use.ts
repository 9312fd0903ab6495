import type { Amounts } from '@slipway/model';
import type { NamespaceQuota, Used, UseFacts } from '../facts';
import type { UseState } from '../states';
import { verdictOf } from './worst';

/** So much of what is allowed, or asked for, is seen on a bar. */
const SEEN = 0.05;
/** The same of what is used itself, where nothing says how much may be. */
const SEEN_ALONE = 0.2;

/** Sums of fractions are not exact. */
const ROUNDING = 1e-9;

/** One look tells what is used, and not whether that is little: nobody is warned of it. */
export function useStateOf(facts: UseFacts): UseState {
  return { ...facts, verdict: verdictOf([], 1) };
}

/** What was told before, for as long as nobody would see another: what is measured never stands still. */
export function settledUse(
  told: UseFacts,
  now: UseFacts,
  quotas: readonly NamespaceQuota[],
): UseFacts {
  const { own } = now;
  const same =
    alike(told.all, now.all, name => leastOf(quotas, name)) &&
    (own && told.own
      ? sameAmounts(own.asked, told.own.asked) &&
        alike(told.own.used, own.used, name => own.asked[`requests.${name}`])
      : own === told.own);
  return same ? told : now;
}

function alike(
  before: Used,
  after: Used,
  scaleOf: (name: keyof Used) => number | undefined,
): boolean {
  return (['cpu', 'memory'] as const).every(name => {
    const scale = scaleOf(name);
    const step = scale ? scale * SEEN : before[name] * SEEN_ALONE;
    return Math.abs(after[name] - before[name]) < step * (1 - ROUNDING);
  });
}

/** The least of what quotas allow of it, whichever way they count it. */
function leastOf(
  quotas: readonly NamespaceQuota[],
  name: keyof Used,
): number | undefined {
  const all = quotas
    .filter(({ scoped }) => !scoped)
    .flatMap(({ hard }) => [hard[`requests.${name}`], hard[`limits.${name}`]])
    .filter(limit => limit > 0);
  return all.length > 0 ? Math.min(...all) : undefined;
}

function sameAmounts(a: Amounts, b: Amounts): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    name => a[name] === b[name],
  );
}
