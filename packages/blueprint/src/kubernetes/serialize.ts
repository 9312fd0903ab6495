import { Document, isMap, isPair, isScalar, isSeq, visit } from 'yaml';
import type { Node } from 'yaml';
import { customaryKeys, inCustomaryOrder } from './order';
import { Notes } from './notes';
import { PlainYaml } from './plainYaml';

export interface SerializeOptions {
  /** Comments by path, e.g. `spec.template.spec.containers.0.image`; the empty path is the head of the file. */
  comments?: Record<string, string>;
  /**
   * Readers that still follow YAML 1.1 (Kubernetes' own among them) take `on`, `12:30` and the like for something
   * other than text. Strings that look so are quoted, unless the reader is known to follow YAML 1.2.
   */
  reader?: 'yaml-1.1' | 'yaml-1.2';
  /** Whether fields come in the order that is customary for Kubernetes, or in that of the data. */
  order?: 'customary' | 'given';
  /** Paths of strings that are always quoted, since other tools rewrite them. */
  quoted?: string[];
  /** Paths of fields and items with an empty line before them. */
  spaced?: string[];
  /** Comments behind values, by value: what a pinned commit is a release of. */
  trailing?: Record<string, string>;
}

/** YAML text of plain data: fields in the customary order, never folded, no aliases. */
export function toYaml(value: unknown, options: SerializeOptions = {}): string {
  return (
    plainText(value, options) ??
    libraryYaml(
      options.order === 'given' ? value : inCustomaryOrder(value),
      options,
    )
  );
}

function plainText(
  data: unknown,
  {
    comments = {},
    quoted,
    spaced,
    trailing = {},
    reader,
    order,
  }: SerializeOptions,
): string | undefined {
  const { '': head, ...inside } = comments;
  const notes = new Notes(data);
  Object.entries(inside).forEach(([path, comment]) =>
    notes.add(path, { comment }),
  );
  quoted?.forEach(path => notes.add(path, { quoted: true }));
  spaced?.forEach(path => notes.add(path, { spaced: true }));
  const read = reader ?? 'yaml-1.1';
  const text = new PlainYaml(
    notes,
    trailing,
    (value, inQuotes) => scalarText(value, read, inQuotes),
    key => keyText(key, read),
    order === 'given' ? Object.keys : customaryKeys,
  ).write(data);
  return text === undefined || head === undefined
    ? text
    : `${head
        .split('\n')
        .map(line => (line ? `# ${line}\n` : '\n'))
        .join('')}\n${text}`;
}

type Reader = NonNullable<SerializeOptions['reader']>;

/** Services have most of their texts in common, and how the library writes one is looked up the second time. */
const known = new Map<string, string>();
const MOST_KNOWN = 2_000;

function remembered(key: string, write: () => string): string {
  const found = known.get(key);
  if (found !== undefined) {
    return found;
  }
  if (known.size >= MOST_KNOWN) {
    known.clear();
  }
  const text = write();
  known.set(key, text);
  return text;
}

function scalarText(value: unknown, reader: Reader, inQuotes: boolean): string {
  return remembered(
    `${reader} ${inQuotes} ${typeof value} ${
      Object.is(value, -0) ? '-0' : value
    }`,
    () =>
      libraryYaml(
        { k: value },
        { reader, quoted: inQuotes ? ['k'] : [] },
      ).slice('k: '.length),
  );
}

function keyText(key: string, reader: Reader): string | undefined {
  // What could begin a document, an item or a long key depends on where it stands.
  if (/^([-?]|\.\.\.)|\s/.test(key)) {
    return undefined;
  }
  const text = remembered(`${reader} key ${key}`, () =>
    libraryYaml({ [key]: 1 }, { reader }).slice(0, -': 1\n'.length),
  );
  return text.startsWith('?') || text.includes('\n') ? undefined : text;
}

/** The same by the library alone. */
export function libraryYaml(data: unknown, options: SerializeOptions): string {
  const document = new Document(data, {
    aliasDuplicateObjects: false,
    ...(options.reader === 'yaml-1.2' ? {} : { compat: 'yaml-1.1' }),
  });
  quoteUnevenLines(document);
  for (const [path, comment] of Object.entries(options.comments ?? {})) {
    attachComment(document, path, indent(comment));
  }
  for (const path of options.quoted ?? []) {
    const node = document.getIn(path.split('.'), true);
    if (isScalar(node)) {
      node.type = 'QUOTE_DOUBLE';
    }
  }
  for (const path of options.spaced ?? []) {
    const node = nodeAt(document, path);
    if (node) {
      node.spaceBefore = true;
    }
  }
  if (options.trailing) {
    addTrailing(document, options.trailing);
  }
  return document.toString({
    lineWidth: 0,
    // Lines of a quoted text would lose the blanks at their ends.
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  });
}

/** In a block, blanks at the ends of lines are invisible to people, and before the first line ambiguous to programs. */
function quoteUnevenLines(document: Document): void {
  visit(document, {
    Scalar(_key, node) {
      if (
        typeof node.value === 'string' &&
        /\n/.test(node.value) &&
        /^[ \t\n]|[ \t]+$|[ \t]+\n/.test(node.value)
      ) {
        node.type = 'QUOTE_DOUBLE';
      }
    },
  });
}

function indent(comment: string): string {
  return comment
    .split('\n')
    .map(line => (line ? ` ${line}` : line))
    .join('\n');
}

function attachComment(document: Document, path: string, comment: string) {
  if (path === '') {
    document.commentBefore = comment;
    return;
  }
  const node = nodeAt(document, path);
  if (node) {
    node.commentBefore = comment;
  }
}

/** What a comment or an empty line before a field or an item hangs on. */
function nodeAt(document: Document, path: string): Node | undefined {
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<unknown>(childOf, document.contents);
  if (isMap(parent)) {
    const pair = parent.items.find(
      item => isPair(item) && isScalar(item.key) && item.key.value === last,
    );
    return pair && isScalar(pair.key) ? pair.key : undefined;
  }
  const item = isSeq(parent) ? childOf(parent, last) : undefined;
  return isMap(item) || isScalar(item) ? item : undefined;
}

function addTrailing(
  document: Document,
  trailing: Record<string, string>,
): void {
  visit(document, {
    Scalar(_key, node) {
      if (
        typeof node.value === 'string' &&
        Object.hasOwn(trailing, node.value)
      ) {
        node.comment = ` ${trailing[node.value]}`;
      }
    },
  });
}

/** A step of a path: a key, the number of an item, or `[name=api]` for the item of that name. */
function childOf(node: unknown, key: string): unknown {
  if (!isSeq(node)) {
    return isMap(node) ? node.get(key, true) : undefined;
  }
  const [, field, value] = /^\[(\w+)=(.*)\]$/.exec(key) ?? [];
  return field
    ? node.items.find(item => isMap(item) && item.get(field) === value)
    : node.items[Number(key)];
}
