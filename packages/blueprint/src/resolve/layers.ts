import { isPlain } from '../kubernetes';
import type { Plain } from '../kubernetes';

/** Who set a value. */
export type Origin = 'built in' | 'platform' | 'spec' | 'environment';

export interface Layer {
  /** Who set the value, or a part of it. */
  origin: Origin | ((path: string) => Origin);
  value: unknown;
}

export interface Layered {
  value: Plain;
  /** By the path of each value that is no map, e.g. `workloads.api.replicas`. */
  origins: Record<string, Origin>;
}

/** Lays layers over each other, lowest first: maps merge, lists and scalars replace, null removes. */
export function layered(layers: readonly Layer[]): Layered {
  const origins: Record<string, Origin> = {};
  const value = layers.reduce<unknown>(
    (below, { value: above, origin }) => lay(below, above, origin, '', origins),
    {},
  );
  return { value: isPlain(value) ? value : {}, origins };
}

function lay(
  below: unknown,
  above: unknown,
  origin: Layer['origin'],
  path: string,
  origins: Record<string, Origin>,
): unknown {
  if (!isPlain(above)) {
    if (below !== undefined) {
      forget(origins, path, below);
    }
    origins[path] = typeof origin === 'string' ? origin : origin(path);
    return above;
  }
  const result: Plain = isPlain(below) ? { ...below } : {};
  if (below !== undefined && !isPlain(below)) {
    forget(origins, path, below);
  }
  for (const [key, value] of Object.entries(above)) {
    const at = path ? `${path}.${key}` : key;
    if (value === null) {
      if (result[key] !== undefined) {
        forget(origins, at, result[key]);
        delete result[key];
      }
    } else if (value !== undefined) {
      result[key] = lay(result[key], value, origin, at, origins);
    }
  }
  return result;
}

/** What was set at or under a path is there no more. */
function forget(
  origins: Record<string, Origin>,
  at: string,
  value: unknown,
): void {
  if (!isPlain(value)) {
    delete origins[at];
    return;
  }
  for (const known of Object.keys(origins)) {
    if (known === at || known.startsWith(`${at}.`)) {
      delete origins[known];
    }
  }
}
