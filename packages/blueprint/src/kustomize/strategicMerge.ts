import { isPlain } from '../kubernetes';
import type { Plain } from '../kubernetes';

/** The field by which items of a list are the same item, by the list's name, in the built-in APIs. */
const mergeKeys: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  ports: ['containerPort', 'protocol'],
};

const removed = Symbol('removed');

/**
 * A strategic merge patch: maps merge, null removes, lists whose items have a key merge by it, other lists replace.
 * Kinds that Kubernetes does not bring itself have no keyed lists.
 */
export function strategicMerge(
  base: unknown,
  patch: unknown,
  builtIn: boolean,
  under = '',
): unknown {
  const result = merge(base, patch, builtIn, under);
  return result === removed ? undefined : result;
}

function merge(
  base: unknown,
  patch: unknown,
  builtIn: boolean,
  under: string,
): unknown {
  if (Array.isArray(patch)) {
    return mergeList(base, patch, builtIn, under);
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
            builtIn,
            key,
          );
    if (merged === removed) {
      delete result[key];
    } else {
      result[key] = merged;
    }
  }
  return result;
}

function keysOf(items: unknown[], under: string): readonly string[] {
  if (under === 'ports' && items.some(i => isPlain(i) && 'port' in i)) {
    return ['port', 'protocol'];
  }
  return Object.hasOwn(mergeKeys, under) ? mergeKeys[under] : [];
}

function mergeList(
  base: unknown,
  patch: unknown[],
  builtIn: boolean,
  under: string,
): unknown {
  const before = Array.isArray(base) ? base : [];
  const keys = builtIn ? keysOf([...before, ...patch], under) : [];
  if (keys.length === 0) {
    return patch;
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
        builtIn,
        under,
      ),
    )
    .filter(item => item !== removed);
  const others = before.filter(
    item => !patch.some(candidate => same(item, candidate)),
  );
  return [...named, ...others];
}
