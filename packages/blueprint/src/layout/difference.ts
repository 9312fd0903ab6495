import { isPlain } from '../kubernetes';
import type { Plain } from '../kubernetes';
import { identityOf, mergeKeys } from './mergeKeys';

/** What has to be laid over `have` to get `wanted`, where `have` has nothing that `wanted` lacks; undefined when nothing. */
export function difference(
  have: unknown,
  wanted: unknown,
  builtIn: boolean,
  under = '',
): unknown {
  if (isPlain(have) && isPlain(wanted)) {
    return differenceOfMaps(have, wanted, builtIn);
  }
  if (JSON.stringify(have) === JSON.stringify(wanted)) {
    return undefined;
  }
  if (Array.isArray(have) && Array.isArray(wanted)) {
    const keys = mergeKeys(builtIn, under, wanted);
    return keys && `${mergeKeys(builtIn, under, have)}` === `${keys}`
      ? differenceOfLists(have as Plain[], wanted as Plain[], keys, builtIn)
      : wanted;
  }
  return wanted;
}

function differenceOfMaps(
  have: Plain,
  wanted: Plain,
  builtIn: boolean,
): Plain | undefined {
  const result: Plain = {};
  for (const [key, value] of Object.entries(wanted)) {
    const changed = Object.hasOwn(have, key)
      ? difference(have[key], value, builtIn, key)
      : value;
    if (changed !== undefined) {
      result[key] = changed;
    }
  }
  return Object.keys(result).length > 0 ? result : undefined;
}

function differenceOfLists(
  have: Plain[],
  wanted: Plain[],
  keys: readonly string[],
  builtIn: boolean,
): Plain[] | undefined {
  const result = wanted.flatMap(item => {
    const known = have.find(
      other => identityOf(other, keys) === identityOf(item, keys),
    );
    if (!known) {
      return [item];
    }
    const changed = differenceOfMaps(known, item, builtIn);
    const named = Object.fromEntries(
      keys.filter(key => item[key] !== undefined).map(key => [key, item[key]]),
    );
    return changed ? [{ ...named, ...changed }] : [];
  });
  return result.length > 0 ? result : undefined;
}
