import { isPlain } from '../kubernetes';
import type { Plain } from '../kubernetes';
import { fieldShape, itemShape } from '../kinds';
import type { Shape } from '../kinds';

const removed = Symbol('removed');

/**
 * A strategic merge patch: maps merge, null removes, lists whose items have a key merge by it, other lists replace.
 * Which lists those are is said by the API server; kinds that Kubernetes does not bring itself have none.
 */
export function strategicMerge(
  base: unknown,
  patch: unknown,
  shape: Shape | undefined,
): unknown {
  const result = merge(base, patch, shape);
  return result === removed ? undefined : result;
}

function merge(
  base: unknown,
  patch: unknown,
  shape: Shape | undefined,
): unknown {
  if (Array.isArray(patch)) {
    return mergeList(base, patch, shape);
  }
  if (!isPlain(patch)) {
    return patch;
  }
  if (patch.$patch === 'delete') {
    return removed;
  }
  const replace = patch.$patch === 'replace';
  const result: Plain = isPlain(base) && !replace ? { ...base } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch') {
      continue;
    }
    const merged =
      value === null
        ? removed
        : merge(
            Object.hasOwn(result, key) ? result[key] : undefined,
            value,
            fieldShape(shape, key),
          );
    if (merged === removed) {
      delete result[key];
    } else {
      result[key] = merged;
    }
  }
  return result;
}

function mergeList(
  base: unknown,
  patch: unknown[],
  shape: Shape | undefined,
): unknown {
  const before = Array.isArray(base) ? base : [];
  const keys = shape?.mergeBy;
  if (!keys) {
    return patch;
  }
  if (keys.length === 0) {
    return [...new Set([...before, ...patch])];
  }
  if (patch.some(item => isPlain(item) && item.$patch === 'replace')) {
    return patch.filter(item => !isPlain(item) || item.$patch === undefined);
  }
  const same = (a: unknown, b: unknown) =>
    isPlain(a) && isPlain(b) && keys.every(key => a[key] === b[key]);
  // As kustomize does, which says nothing about it: an item is lost when one of two that may be the same lacks a key.
  const lost = (item: unknown) =>
    isPlain(item) &&
    before.some(
      other =>
        isPlain(other) &&
        other[keys[0]] === item[keys[0]] &&
        keys.some(
          key => (other[key] === undefined) !== (item[key] === undefined),
        ),
    );
  // As kustomize does: what a patch names comes first, in the patch's order.
  const named = patch
    .filter(item => !lost(item))
    .map(item =>
      merge(
        before.find(candidate => same(candidate, item)),
        item,
        itemShape(shape),
      ),
    )
    .filter(item => item !== removed);
  const others = before.filter(
    item => !patch.some(candidate => same(item, candidate)),
  );
  return [...named, ...others];
}
