import { isPlain } from '../kubernetes';
import type { Plain } from '../kubernetes';

/** The fields by which items of a list are the same item, by the list's name, in the built-in APIs. */
const keys: Record<string, (items: readonly unknown[]) => string[]> = {
  containers: () => ['name'],
  initContainers: () => ['name'],
  env: () => ['name'],
  volumes: () => ['name'],
  volumeMounts: () => ['mountPath'],
  topologySpreadConstraints: () => ['topologyKey', 'whenUnsatisfiable'],
  ports: items =>
    items.some(item => isPlain(item) && 'containerPort' in item)
      ? ['containerPort', 'protocol']
      : ['port', 'protocol'],
};

/** The keys of a list's items, when a patch adds to the list; undefined when it replaces it. */
export function mergeKeys(
  builtIn: boolean,
  list: string,
  items: readonly unknown[],
): string[] | undefined {
  return builtIn && Object.hasOwn(keys, list) && items.every(isPlain)
    ? keys[list](items)
    : undefined;
}

/** What tells an item from the others of its list. */
export function identityOf(item: Plain, by: readonly string[]): string {
  return JSON.stringify(by.map(key => item[key] ?? null));
}
