/**
 * What was there before, wherever it is equal to what came: who compares by identity then sees what changed, and nothing
 * else. For what JSON can say; anything else is compared as it is.
 */
export function share<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) {
    return after;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const shared = after.map((one, index) => share(before[index], one));
    return same(before, shared) ? (before as T) : (shared as T);
  }
  if (isPlain(before) && isPlain(after)) {
    const shared = Object.fromEntries(
      Object.entries(after).map(([key, one]) => [key, share(before[key], one)]),
    );
    return sameEntries(before, shared) ? (before as T) : (shared as T);
  }
  return after;
}

function same(before: unknown[], after: unknown[]): boolean {
  return (
    before.length === after.length &&
    after.every((one, index) => Object.is(one, before[index]))
  );
}

function sameEntries(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): boolean {
  const keys = Object.keys(after);
  return (
    keys.length === Object.keys(before).length &&
    keys.every(key => key in before && Object.is(before[key], after[key]))
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}
