import type { FirstDayFacts } from '../facts';
import type { FirstDayState } from '../states';

/** A service on its way is not in trouble: what is missing is a list to work off. */
export function firstDayStateOf({ items }: FirstDayFacts): FirstDayState {
  const known = items.filter(({ answer }) =>
    ['there', 'missing'].includes(answer),
  );
  const missing = known.some(({ answer }) => answer === 'missing');
  if (missing || known.length < items.length || known.length === 0) {
    return {
      items,
      verdict: { state: missing ? 'progressing' : 'unknown', reasons: [] },
    };
  }
  return { items, verdict: { state: 'healthy', reasons: [] } };
}
