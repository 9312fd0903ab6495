type Plain = Record<string, unknown>;

function isMap(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Lays an override over a value: maps merge, lists and scalars replace, null removes.
 * With `keepNull` the result is an override itself, for something further below.
 */
export function applyOverride<T>(
  base: T,
  override: unknown,
  options: { keepNull?: boolean } = {},
): T {
  if (!isMap(override)) {
    return override as T;
  }
  const result: Plain = isMap(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(override)) {
    if (value === undefined) {
      continue;
    }
    if (value === null && !options.keepNull) {
      delete result[key];
    } else {
      result[key] = applyOverride(result[key], value, options);
    }
  }
  return result as T;
}
