import type { Note, Notes } from './notes';
import { isPlain } from './types';
import type { Plain } from './types';

/** How the library writes one text or number, as the value of a key that is not indented. */
export type ScalarWriter = (value: unknown, quoted: boolean) => string;

/** How it writes one key; undefined where that takes a line of its own. */
export type KeyWriter = (key: string) => string | undefined;

/**
 * YAML text of plain data in the library's own style: what stands between the scalars is written here, which takes a
 * tenth of the time. A property test holds it to the library.
 */
export class PlainYaml {
  constructor(
    private readonly notes: Notes,
    private readonly trailing: Record<string, string>,
    private readonly writeScalar: ScalarWriter,
    private readonly writeKey: KeyWriter,
    /** The fields of a map in their order, by the name of what they lie under. */
    private readonly keysOf: (value: Plain, under: string) => string[],
  ) {}

  /** Whether something was met that only the library can write. */
  private odd = false;

  /** Undefined for what only the library can write: a key that is none by itself, or a comment in an odd place. */
  write(value: unknown): string | undefined {
    if (!isPlain(value) || Object.keys(value).length === 0) {
      return undefined;
    }
    const text = this.map(value, '', '', false);
    return this.odd ? undefined : text;
  }

  private map(
    value: Plain,
    under: string,
    pad: string,
    inList: boolean,
  ): string {
    let text = '';
    for (const key of this.keysOf(value, under)) {
      const child = value[key];
      if (child !== undefined) {
        const note = this.notes.of(value, key);
        // Before the first field there is no line of its own.
        this.odd ||=
          text === '' && (inList ? hasLine(note) : note?.spaced === true);
        text += `${above(note, pad)}${pad}${this.key(key)}:${this.under(
          key,
          child,
          pad,
          note,
        )}`;
      }
    }
    return text;
  }

  private key(key: string): string {
    const text = isSimple(key) ? key : this.writeKey(key);
    this.odd ||= text === undefined;
    return text ?? '';
  }

  private under(key: string, value: unknown, pad: string, note?: Note): string {
    if (Array.isArray(value)) {
      return value.length ? `\n${this.list(value, key, `${pad}  `)}` : ' []\n';
    }
    if (isPlain(value)) {
      const inside = this.map(value, key, `${pad}  `, false);
      return inside ? `\n${inside}` : ' {}\n';
    }
    return ` ${this.scalar(value, pad, note)}`;
  }

  private list(values: readonly unknown[], under: string, pad: string): string {
    let text = '';
    values.forEach((value, index) => {
      const note = this.notes.of(values, index);
      // Nor is there before a list in a list, or an empty one before the first item.
      this.odd ||=
        note !== undefined &&
        (Array.isArray(value) || (index === 0 && note.spaced === true));
      text += `${above(note, pad)}${pad}- ${this.item(
        value,
        under,
        pad,
        note,
      )}`;
    });
    return text;
  }

  /** An item that is a map or a list begins on the line of its dash. */
  private item(
    value: unknown,
    under: string,
    pad: string,
    note?: Note,
  ): string {
    const inside = `${pad}  `;
    if (Array.isArray(value)) {
      return value.length
        ? this.list(value, under, inside).slice(inside.length)
        : '[]\n';
    }
    return isPlain(value)
      ? this.map(value, under, inside, true).slice(inside.length) || '{}\n'
      : this.scalar(value, pad, note);
  }

  private scalar(value: unknown, pad: string, note?: Note): string {
    const text = this.scalarText(value, note?.quoted === true);
    const after =
      typeof value === 'string' && Object.hasOwn(this.trailing, value)
        ? text.replace(/\n$/, ` # ${this.trailing[value]}\n`)
        : text;
    return pad && after.indexOf('\n') < after.length - 1
      ? after.replace(/\n(?=[^\n])/g, `\n${pad}`)
      : after;
  }

  private scalarText(value: unknown, quoted: boolean): string {
    const plain =
      typeof value === 'string'
        ? isSimple(value) && !quoted
        : typeof value === 'boolean' || isWhole(value);
    return plain ? `${value}\n` : this.writeScalar(value ?? null, quoted);
  }
}

const simple = /^[A-Za-z][A-Za-z0-9_./-]*$/;
// Words and numbers of YAML 1.1.
const taken = /^(y|n|yes|no|on|off|true|false|null|e-?[0-9]+)$/i;

function isSimple(text: string): boolean {
  return simple.test(text) && !taken.test(text);
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

function hasLine(note?: Note): boolean {
  return note?.comment !== undefined || note?.spaced === true;
}

/** What stands in the lines above. */
function above(note: Note | undefined, pad: string): string {
  if (!note) {
    return '';
  }
  const lines = note.comment?.split('\n') ?? [];
  return `${note.spaced ? '\n' : ''}${lines
    .map(line => (line ? `${pad}# ${line}\n` : '\n'))
    .join('')}`;
}
