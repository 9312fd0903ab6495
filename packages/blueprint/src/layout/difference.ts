import { isPlain } from '../kubernetes';
import type { Plain } from '../kubernetes';
import { fieldShape, itemShape } from '../kinds';
import type { Shape } from '../kinds';
import { identityOf, mergeKeys } from './mergeKeys';
import { isSameData } from './same';

/** What has to be laid over `have` to get `wanted`, where `have` has nothing that `wanted` lacks; undefined when nothing. */
export function difference(
  have: unknown,
  wanted: unknown,
  shape: Shape | undefined,
): unknown {
  if (isPlain(have) && isPlain(wanted)) {
    return differenceOfMaps(have, wanted, shape);
  }
  if (isSameData(have, wanted)) {
    return undefined;
  }
  if (Array.isArray(have) && Array.isArray(wanted)) {
    const keys = mergeKeys(shape, wanted);
    return keys && mergeKeys(shape, have)
      ? differenceOfLists(have as Plain[], wanted as Plain[], keys, shape)
      : wanted;
  }
  return wanted;
}

function differenceOfMaps(
  have: Plain,
  wanted: Plain,
  shape: Shape | undefined,
): Plain | undefined {
  const result: Plain = {};
  for (const [key, value] of Object.entries(wanted)) {
    const changed = Object.hasOwn(have, key)
      ? difference(have[key], value, fieldShape(shape, key))
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
  shape: Shape | undefined,
): Plain[] | undefined {
  const result = wanted.flatMap(item => {
    const id = identityOf(item, keys);
    const known = have.find(other => identityOf(other, keys) === id);
    if (!known) {
      return [item];
    }
    const changed = differenceOfMaps(known, item, itemShape(shape));
    const named = Object.fromEntries(
      keys.filter(key => item[key] !== undefined).map(key => [key, item[key]]),
    );
    return changed ? [{ ...named, ...changed }] : [];
  });
  return result.length > 0 ? withNamedBefore(result, wanted, keys) : undefined;
}

/**
 * What a patch names comes first when it is laid over, and `$(NAME)` in a variable stands for one that came before: so what
 * is named that way is repeated in front.
 */
function withNamedBefore(
  patch: Plain[],
  wanted: Plain[],
  keys: readonly string[],
): Plain[] {
  const texts = patch.map(({ value }) => String(value)).join();
  const missing = wanted.filter(
    item =>
      texts.includes(`$(${item.name})`) &&
      !patch.some(other => identityOf(other, keys) === identityOf(item, keys)),
  );
  return [...missing, ...patch];
}
