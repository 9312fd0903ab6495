import type { Note, Reason, Word, Words } from '../types';
import { minuteOf, readableAmount, readableSpan, resourceNoun } from './words';

/** Something as it is said in English, and the pieces of which another language says the same. */
export interface Said<W extends Word = Word> {
  english: string;
  pieces: W;
}

export type Sentence = Said<Words>;

export type Sayable = string | number | Said;

/** A reason whose texts are still in pieces: what the rules say. */
export interface Finding extends Pick<Reason, 'code' | 'state' | 'log'> {
  message: Sentence;
  evidence?: Sentence;
  remedy?: Sentence;
}

/** A sentence, or a part of one. Its text is what translators see, with `{{0}}`, `{{1}}` for what stands between. */
export function say(
  texts: TemplateStringsArray,
  ...values: Sayable[]
): Sentence {
  return {
    english: texts.reduce(
      (all, text, index) => `${all}${english(values[index - 1])}${text}`,
    ),
    pieces: [
      texts.reduce((all, text, index) => `${all}{{${index - 1}}}${text}`),
      ...values.map(piecesOf),
    ],
  };
}

/** `512 MiB`, of which resource it may be. */
export function amount(resource: string, value: number): Said {
  return {
    english: readableAmount(resource, value),
    pieces: { amount: Number(value.toFixed(3)), of: resource },
  };
}

/** `memory`: what people call a resource of a quota. */
export function nounOf(resource: string): Said {
  return { english: resourceNoun(resource), pieces: { noun: resource } };
}

/** `3 days` */
export function span(seconds: number): Said {
  const whole = Math.floor(Math.abs(seconds));
  return { english: readableSpan(whole), pieces: { span: whole } };
}

/** `3 days ago`; where languages bend a time in such a phrase, it is one piece. */
export function ago(seconds: number): Said {
  const whole = Math.floor(Math.abs(seconds));
  return { english: `${readableSpan(whole)} ago`, pieces: { ago: whole } };
}

/** `in 3 days` */
export function ahead(seconds: number): Said {
  const whole = Math.floor(Math.abs(seconds));
  return { english: `in ${readableSpan(whole)}`, pieces: { ahead: whole } };
}

/** `2026-11-20 03:00 UTC` */
export function minute(time: string): Said {
  return { english: minuteOf(time), pieces: { minute: time } };
}

/** `2026-11-20` */
export function day(time: string): Said {
  return { english: time.slice(0, 10), pieces: { day: time } };
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function some(values: readonly Sayable[], shown = 3): Said | '' {
  const first = values.slice(0, shown);
  const more = values.length - first.length;
  const all = [...first.map(english), ...(more > 0 ? [`${more} more`] : [])];
  return (
    (all.length > 0 && {
      english:
        all.length > 1
          ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
          : all[0],
      pieces: { some: first.map(piecesOf), ...(more > 0 && { more }) },
    }) ||
    ''
  );
}

/** `a, b, c`: what stands side by side. */
export function list(values: readonly Sayable[]): Said | '' {
  return values.length > 0
    ? {
        english: values.map(english).join(', '),
        pieces: { list: values.map(piecesOf) },
      }
    : '';
}

/** As documents carry it. What has no pieces is found by what it says. */
export function reasonOf({ code, state, log, ...texts }: Finding): Reason {
  const said = Object.entries(texts as Record<string, Sentence | undefined>);
  const words = Object.fromEntries(
    said.flatMap(([key, sentence]) =>
      sentence && sentence.pieces.length > 1 ? [[key, sentence.pieces]] : [],
    ),
  );
  return {
    code,
    state,
    ...(Object.fromEntries(
      said.flatMap(([key, sentence]) =>
        sentence ? [[key, sentence.english]] : [],
      ),
    ) as Pick<Reason, 'message'>),
    ...(Object.keys(words).length > 0 && { words }),
    ...(log && { log }),
  };
}

export function noteOf({ english: message, pieces }: Sentence): Note {
  return { message, ...(pieces.length > 1 && { words: { message: pieces } }) };
}

function english(value: Sayable): string {
  return typeof value === 'object' ? value.english : String(value);
}

function piecesOf(value: Sayable): Word {
  return typeof value === 'object' ? value.pieces : value;
}
