type Nested = { [key: string]: string | Nested };

/** Texts by keys with points, as a portal takes them. */
export function flat(nested: Nested, before = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(nested).map(([key, value]) =>
      typeof value === 'string'
        ? { [before + key]: value }
        : flat(value, `${before}${key}.`),
    ),
  );
}
