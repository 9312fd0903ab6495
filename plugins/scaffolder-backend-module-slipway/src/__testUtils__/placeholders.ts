/** What a template's placeholders speak of. */
export interface Known {
  parameters?: object;
  steps?: Record<string, { output: object }>;
}

/**
 * A step's input as the scaffolder hands it on: what is one placeholder alone keeps its type. Unlike there, one that leads
 * nowhere is an error, so that an example cannot name an output that no step has.
 */
export function filledIn(value: unknown, known: Known): unknown {
  if (typeof value === 'string') {
    const [whole] = /^\$\{\{[^}]*\}\}$/.exec(value) ?? [];
    return whole
      ? at(whole, known)
      : value.replace(/\$\{\{[^}]*\}\}/g, found => String(at(found, known)));
  }
  if (Array.isArray(value)) {
    return value.map(item => filledIn(item, known));
  }
  return value && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          filledIn(item, known),
        ]),
      )
    : value;
}

function at(placeholder: string, known: Known): unknown {
  const path = placeholder.slice(3, -2).trim();
  const found = path
    .split('.')
    .reduce<any>((object, key) => object?.[key], known);
  if (found === undefined) {
    throw new Error(`Nothing is at ${path}`);
  }
  return found;
}
