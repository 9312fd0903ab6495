import { isPlain } from '../kubernetes';
import type { Plain } from '../kubernetes';
import { isSame, isSameData } from './same';
import { fieldShape, itemShape } from '../kinds';
import type { Shape } from '../kinds';
import { identityOf, mergeKeys } from './mergeKeys';

const nothing = Symbol('nothing');

/**
 * What several versions of an object have in common: the fields that all have, with the value that most have.
 * So a patch on top of it only ever adds or changes, and never has to take away. Where the versions differ and
 * `have` says something already, that is kept.
 */
export function commonOf<T extends object>(
  versions: readonly T[],
  have: T | undefined,
  shape: Shape | undefined,
): T {
  // Most objects are the same everywhere, and some are there once.
  if (versions.every(version => isSame(version, versions[0]))) {
    return versions[0];
  }
  const result = common(versions, have, shape);
  return (result === nothing ? {} : result) as T;
}

function common(
  versions: readonly unknown[],
  have: unknown,
  shape: Shape | undefined,
): unknown {
  if (versions.every(isPlain)) {
    return commonMap(versions as Plain[], have, shape);
  }
  if (versions.every(Array.isArray)) {
    return commonList(versions as unknown[][], have, shape);
  }
  return agreed(versions, have);
}

function commonMap(
  versions: readonly Plain[],
  have: unknown,
  shape: Shape | undefined,
): unknown {
  const [first] = versions;
  const result: Plain = {};
  for (const key of Object.keys(first)) {
    if (versions.every(version => Object.hasOwn(version, key))) {
      const value = common(
        versions.map(version => version[key]),
        isPlain(have) ? have[key] : undefined,
        fieldShape(shape, key),
      );
      if (value !== nothing) {
        result[key] = value;
      }
    }
  }
  const empty = Object.keys(result).length === 0;
  return empty && versions.some(version => Object.keys(version).length > 0)
    ? nothing
    : result;
}

function commonList(
  versions: readonly unknown[][],
  have: unknown,
  shape: Shape | undefined,
): unknown {
  const keys = versions.every(list => mergeKeys(shape, list))
    ? shape?.mergeBy
    : undefined;
  if (!keys) {
    return agreed(versions, have);
  }
  const [first, ...others] = versions as Plain[][];
  const items = first.flatMap(item => {
    const id = identityOf(item, keys);
    const same = others.map(list =>
      list.find(other => identityOf(other, keys) === id),
    );
    const before = Array.isArray(have)
      ? have.find(other => isPlain(other) && identityOf(other, keys) === id)
      : undefined;
    if (!same.every(isPlain)) {
      return [];
    }
    const shared = common([item, ...same], before, itemShape(shape)) as Plain;
    // A name alone would only make a reader ask what it is for.
    const bare = Object.keys(shared).every(key => keys.includes(key));
    return bare && !isSameData(shared, item) ? [] : [shared];
  });
  return items.length === 0 ? nothing : items;
}

function agreed(versions: readonly unknown[], have: unknown): unknown {
  if (versions.every(version => version === versions[0])) {
    return versions[0];
  }
  const texts = versions.map(version => JSON.stringify(version));
  const count = (text: string) => texts.filter(t => t === text).length;
  const best = Math.max(...texts.map(count));
  return have !== undefined && best < versions.length
    ? have
    : versions[texts.findIndex(text => count(text) === best)];
}
