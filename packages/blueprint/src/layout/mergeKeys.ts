import type { Plain } from '../kubernetes';
import { isPlain } from '../kubernetes';
import type { Shape } from '../kinds';

/** The keys of a list's items, when a patch adds to the list; undefined when it replaces it. */
export function mergeKeys(
  shape: Shape | undefined,
  items: readonly unknown[],
): string[] | undefined {
  return shape?.mergeBy?.length && items.every(isPlain)
    ? shape.mergeBy
    : undefined;
}

/** What tells an item from the others of its list. */
export function identityOf(item: Plain, by: readonly string[]): string {
  return JSON.stringify(by.map(key => item[key] ?? null));
}
