type Plain = Record<string, unknown>;

function isMap(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lays an environment's override over a value: maps merge, lists and scalars replace, null removes. */
export function applyOverride<T>(base: T, override: unknown): T {
  if (!isMap(override)) {
    return override as T;
  }
  const result: Plain = isMap(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(override)) {
    if (value === undefined) {
      continue;
    }
    if (value === null) {
      delete result[key];
    } else {
      result[key] = applyOverride(result[key], value);
    }
  }
  return result as T;
}
