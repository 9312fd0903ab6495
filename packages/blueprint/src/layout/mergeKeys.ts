import { isPlain } from '../kubernetes';

/** The field by which items of a list are the same item, by the list's name, in the built-in APIs. */
const keys: Record<string, (items: readonly unknown[]) => string> = {
  containers: () => 'name',
  initContainers: () => 'name',
  env: () => 'name',
  volumes: () => 'name',
  volumeMounts: () => 'mountPath',
  topologySpreadConstraints: () => 'topologyKey',
  ports: items =>
    items.some(item => isPlain(item) && 'containerPort' in item)
      ? 'containerPort'
      : 'port',
};

/** The key of a list's items, when a patch adds to the list; undefined when it replaces it. */
export function mergeKey(
  builtIn: boolean,
  list: string,
  items: readonly unknown[],
): string | undefined {
  return builtIn && Object.hasOwn(keys, list) && items.every(isPlain)
    ? keys[list](items)
    : undefined;
}
