/** What a lock file has in one variant of the service: each entry by its key, in the file's own order. */
export type Entries = Map<string, string>;

/** A variant of the service: the condition under which its entries are wanted; that of what every service has is nothing. */
export interface Variant {
  /** In the language of the skeletons, such as `needs.redis`. */
  when: string;
  entries: Entries;
}

/** An entry in the template: when it is there, and its text, which may itself say one thing or the other. */
export interface Merged {
  when: string;
  text: string;
}

/**
 * What each variant has, in one list of which every service gets its own. `all` is the lock file of a service that has
 * everything: it tells the order, and what only some combination has. Where variants say different things of one entry, the
 * text that comes first by `order` is taken by whoever has it.
 */
export function mergeLocks(
  all: Entries,
  variants: readonly Variant[],
  order: (one: string, other: string) => number,
): Merged[] {
  // What another file of the whole has may still be in this one of a part.
  const known = new Map([
    ...all,
    ...variants
      .flatMap(({ entries }) => [...entries])
      .filter(([key]) => !all.has(key)),
  ]);
  return [...known].map(([key, text]) => {
    const found = variants.flatMap(({ when, entries }) =>
      entries.has(key) ? [{ when, text: entries.get(key)! }] : [],
    );
    const texts = [...new Set(found.map(one => one.text))].sort(order);
    return texts.length
      ? oneOf(texts.map(one => ({ when: either(found, one), text: one })))
      : { when: '', text };
  });
}

/** When one of several variants has the text; what every service has, always. */
function either(found: readonly Merged[], wanted: string): string {
  const whens = found
    .filter(({ text }) => text === wanted)
    .map(({ when }) => when);
  // Who reads from a queue is a worker that has it.
  const implied = (when: string) =>
    when.startsWith('queues.') &&
    whens.some(
      other =>
        other === when.replace('queues.', 'needs.') ||
        other.includes('shapes.worker'),
    );
  return whens.includes('')
    ? ''
    : whens.filter(when => !implied(when)).join(' or ');
}

/** The first text whose condition holds. */
function oneOf(choices: readonly Merged[]): Merged {
  const last = choices.findIndex(({ when }) => !when);
  const wanted = last < 0 ? choices : choices.slice(0, last + 1);
  const when = last < 0 ? wanted.map(one => one.when).join(' or ') : '';
  if (wanted.length === 1) {
    return wanted[0];
  }
  const text = wanted.reduceRight(
    (rest, one) =>
      rest
        ? `{% if ${one.when} %}${one.text}{% else %}${rest}{% endif %}`
        : one.text,
    '',
  );
  return { when, text };
}

/** Entries line by line, those under one condition together; none of them begins with a space. */
export function written(entries: readonly Merged[]): string {
  return together(entries)
    .map(({ when, text }) =>
      when ? `{% if ${when} -%}\n${text}\n{% endif -%}\n` : `${text}\n`,
    )
    .join('');
}

/** The same inside of a block: each line is one of its lines, and follows a line. */
export function writtenInside(entries: readonly Merged[]): string {
  return together(entries)
    .map(({ when, text }) =>
      when ? `\n{%- if ${when} %}\n${text}\n{%- endif %}` : `\n${text}`,
    )
    .join('');
}

function together(entries: readonly Merged[]): Merged[] {
  const groups: Merged[] = [];
  for (const { when, text } of entries) {
    const before = groups.at(-1);
    if (before?.when === when) {
      before.text += `\n${text}`;
    } else {
      groups.push({ when, text });
    }
  }
  return groups;
}
