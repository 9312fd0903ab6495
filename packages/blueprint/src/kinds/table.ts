import kinds from './kinds.json';
import type { KindTable, Shape } from './types';

/** Written by `yarn kinds` in real/, from a real API server with the definitions of every operator that parts speak to. */
const table = kinds as unknown as KindTable;

/** The shape of the objects of a kind; undefined where the kind is not known. */
export function shapeOfKind(
  apiVersion: string,
  kind: string,
): Shape | undefined {
  const known = own(table.kinds, `${apiVersion} ${kind}`);
  return known && shapeNamed(known.shape);
}

export function shapeNamed(name: string): Shape {
  return own(table.shapes, name) ?? { type: name as Shape['type'] };
}

/** Versions of the API that has the kind, as far as they are known. */
export function versionsOfKind(kind: string): string[] {
  return Object.keys(table.kinds)
    .map(name => name.split(' '))
    .filter(([, other]) => other === kind)
    .map(([apiVersion]) => apiVersion);
}

/** Whether objects of the kind live outside of namespaces, as far as it is known. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  return own(table.kinds, `${apiVersion} ${kind}`)?.clusterScoped === true;
}

function own<T>(map: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
