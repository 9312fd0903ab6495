import ts from 'typescript';
import { nodesOf } from '../__testUtils__/sources';
import {
  slipwayFormTranslationRef,
  slipwayTranslationRef,
} from '../translation';

const messagesOf = (ref: unknown) =>
  Object.keys(
    (
      ref as { getDefaultMessages: () => Record<string, string> }
    ).getDefaultMessages(),
  );

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Every key that a page may ask for: as it stands there, or put together of a beginning that says where it belongs. */
const asked = nodesOf('slipway/src')
  .filter(([, place]) => !/\/texts\/|translation\.ts:/.test(place))
  .flatMap(([node]) => {
    if (ts.isStringLiteralLike(node)) {
      return [escaped(node.text)];
    }
    if (ts.isTemplateExpression(node)) {
      const parts = [
        node.head.text,
        ...node.templateSpans.map(({ literal }) => literal.text),
      ];
      return /\w/.test(parts.join(''))
        ? [parts.map(escaped).join('[\\w.-]+')]
        : [];
    }
    return [];
  });
const said = new RegExp(
  `^(?:${[...new Set(asked)].join('|')})(?:_one|_other)?$`,
);

it.each([
  ['pages', slipwayTranslationRef],
  ['forms', slipwayFormTranslationRef],
])('There is no text of %s that nobody says', (_, ref) => {
  const keys = messagesOf(ref);
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter(key => !said.test(key))).toEqual([]);
});
