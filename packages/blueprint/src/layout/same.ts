/** Of objects that were found to be the same, the one that stands for all: each is compared several times. */
const standsFor = new WeakMap<object, object>();

/** Whether two objects, which nobody changes any more, are the same data. */
export function isSame(one: object, other: object): boolean {
  const [a, b] = [standsFor.get(one) ?? one, standsFor.get(other) ?? other];
  const same = isSameData(a, b);
  if (same && a !== b) {
    standsFor.set(b, a);
    standsFor.set(other, a);
  }
  return same;
}

/** Whether two values are the same data. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (one === other) {
    return true;
  }
  if (
    typeof one !== 'object' ||
    typeof other !== 'object' ||
    one === null ||
    other === null ||
    Array.isArray(one) !== Array.isArray(other)
  ) {
    return false;
  }
  const [a, b] = [one as Fields, other as Fields];
  for (const key in a) {
    if (!isSameData(a[key], b[key])) {
      return false;
    }
  }
  // A field that is undefined is not written, and so as good as none.
  for (const key in b) {
    if (b[key] !== undefined && a[key] === undefined) {
      return false;
    }
  }
  return true;
}

type Fields = Record<string, unknown>;
