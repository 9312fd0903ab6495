import type { Word, Words } from '@slipway/plugin-slipway-common';
import type { Formats } from './formats';

export interface Language {
  /** What the language makes of a text; `undefined` where it does not know it. */
  look: (
    text: string,
    values: Record<string, string>,
    count?: number,
  ) => string | undefined;
  formats: Formats;
}

/** A sentence from its pieces; `undefined` where one of them is not known: half a translation is none. */
export function told(words: unknown, language: Language): string | undefined {
  try {
    return Array.isArray(words) ? said(words as Words, language) : undefined;
  } catch {
    // Another version of the back end may say what this one has never heard of.
    return undefined;
  }
}

function said(word: Word, language: Language): string {
  const { look, formats } = language;
  if (typeof word === 'string') {
    return word;
  }
  if (typeof word === 'number') {
    return formats.number(word);
  }
  if (Array.isArray(word)) {
    const [text, ...values] = word as Words;
    const found = look(
      text,
      Object.fromEntries(values.map((one, at) => [at, said(one, language)])),
      values.find((one): one is number => typeof one === 'number'),
    );
    if (typeof found !== 'string') {
      throw new Error('unknown');
    }
    return found;
  }
  return measured(word, language);
}

function measured(
  word: Exclude<Word, string | number | Words>,
  language: Language,
): string {
  const { formats } = language;
  const each = (all: Word[]) => all.map(one => said(one, language));
  if ('amount' in word) {
    return formats.amount(word.of, word.amount);
  }
  if ('noun' in word) {
    return formats.noun(word.noun);
  }
  if ('span' in word) {
    return formats.term(word.span);
  }
  if ('ago' in word) {
    return formats.ago(word.ago, 2);
  }
  if ('ahead' in word) {
    return formats.ahead(word.ahead, 2);
  }
  if ('minute' in word) {
    return formats.minute(word.minute);
  }
  if ('day' in word) {
    return formats.date(word.day);
  }
  if ('list' in word) {
    return each(word.list).join(', ');
  }
  const { some, more } = word;
  return formats.list([...each(some), ...(more ? [formats.more(more)] : [])]);
}
