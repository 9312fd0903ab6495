import ts from 'typescript';
import { nodesOf, templateOf } from '../__testUtils__/sources';
import {
  slipwayFormTranslationRef,
  slipwayTranslationRef,
} from '../translation';
import texts from './de';
import formTexts from './de/form';
import sentences from './de/sentences';
import { codes as germanCodes } from './de/sentences/codes';
import { sources } from './de/sentences/sources';

const messagesOf = (ref: unknown) =>
  (
    ref as { getDefaultMessages: () => Record<string, string> }
  ).getDefaultMessages();

/** What stands in braces, with its format: both languages are given the same. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/{{[^}]*}}/g)].map(([one]) => one).sort();
}

/** What differs on purpose: one is said as a word, or by a number. */
const counts = (text: string) =>
  placeholders(text).filter(one => one !== '{{count, number}}');

const rules = nodesOf('slipway-common/src/verdicts');

const said = new Set(
  rules.flatMap(([node]) =>
    ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'say'
      ? [templateOf(node)]
      : [],
  ),
);

const codes = new Set(
  rules.flatMap(([node]) =>
    ts.isPropertyAssignment(node) && node.name.getText() === 'code'
      ? stringsIn(node.initializer)
      : [],
  ),
);

/** One string, or one of two. */
function stringsIn(node: ts.Expression): string[] {
  if (ts.isConditionalExpression(node)) {
    return [...stringsIn(node.whenTrue), ...stringsIn(node.whenFalse)];
  }
  return ts.isStringLiteral(node) ? [node.text] : [];
}

describe.each<[string, Record<string, string>, Record<string, string>]>([
  ['pages', messagesOf(slipwayTranslationRef), texts],
  ['forms', messagesOf(slipwayFormTranslationRef), formTexts],
])('The German texts of %s', (_, english, german) => {
  it('are of all texts, and of no others', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  });

  it('have the same placeholders', () => {
    const other = Object.keys(english).filter(
      key => counts(english[key]).join() !== counts(german[key] ?? '').join(),
    );
    expect(other).toEqual([]);
  });
});

describe('The German sentences', () => {
  it('are of every sentence that the rules say', () => {
    expect(said.size).toBeGreaterThan(200);
    const missing = [...said].filter(
      text => /\p{L}/u.test(text) && !(text in sentences),
    );
    expect(missing).toEqual([]);
  });

  it('are of every code that the rules give', () => {
    expect(codes.size).toBeGreaterThan(50);
    const missing = [...codes]
      .map(code => code.replace(/-/g, ' '))
      .filter(words => !(words in germanCodes));
    expect(missing).toEqual([]);
  });

  it('are of the ways in which a server is known to fail', () => {
    const failures = nodesOf('slipway-backend/src/sources').flatMap(
      ([node, place]) =>
        place.startsWith('slipway-backend/src/sources/problems.ts') &&
        ts.isStringLiteral(node)
          ? [node.text]
          : [],
    );
    expect(failures.length).toBeGreaterThan(4);
    expect(failures.filter(text => !(text in sentences))).toEqual([]);
  });

  it('have the same placeholders', () => {
    const other = Object.entries(sentences).filter(
      ([text, translated]) =>
        placeholders(text).join() !== placeholders(translated).join(),
    );
    expect(other).toEqual([]);
  });

  it('are of no sentence that nobody says', () => {
    expect(
      Object.keys(sentences).filter(
        text => !said.has(text) && !(text in germanCodes) && !(text in sources),
      ),
    ).toEqual([]);
  });
});
