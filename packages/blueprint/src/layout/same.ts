const texts = new WeakMap<object, string>();

/** Whether two objects would be written alike. Each is compared several times, and turned into text once. */
export function isSame(one: object, other: object): boolean {
  return one === other || textOf(one) === textOf(other);
}

function textOf(value: object): string {
  const text = texts.get(value) ?? JSON.stringify(value);
  texts.set(value, text);
  return text;
}
