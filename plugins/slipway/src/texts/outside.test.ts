import ts from 'typescript';
import { nodesOf } from '../__testUtils__/sources';

/** What a person reads or hears, and what its value may be. */
const READ = new Set([
  'alt',
  'answer',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'caption',
  'description',
  'evidence',
  'heading',
  'label',
  'message',
  'placeholder',
  'remedy',
  'title',
]);

/** Names of products, and what a navigation shows before any language is known; the signs of keys. */
const SAME_EVERYWHERE = new Set(['Slipway']);

/** Titles of extensions: they are told to the portal before it asks for a language, which may set others. */
const EXTENSIONS = /^slipway\/src\/(plugin|legacy)\.tsx:|\/extensions\//;

const nodes = nodesOf('slipway/src').filter(
  ([, place]) => !/\/texts\/|translation\.ts:/.test(place),
);

const isText = (text: string) =>
  /\p{L}{2}/u.test(text) && !SAME_EVERYWHERE.has(text.trim());

/** The words of an expression that stand in the source, whatever is put between them. */
function literals(node: ts.Node | undefined): string[] {
  if (!node) {
    return [];
  }
  if (ts.isStringLiteralLike(node)) {
    return [node.text];
  }
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(s => s.literal.text)];
  }
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) {
    return literals(node.expression);
  }
  if (ts.isConditionalExpression(node)) {
    return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  }
  if (!ts.isBinaryExpression(node)) {
    return [];
  }
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return literals(node.right);
    case ts.SyntaxKind.PlusToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return [...literals(node.left), ...literals(node.right)];
    default:
      return [];
  }
}

/** What a node puts before a reader. */
function textsOf(node: ts.Node): string[] {
  if (ts.isJsxText(node)) {
    return [node.text];
  }
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
    return literals(node);
  }
  if (ts.isJsxAttribute(node) && READ.has(node.name.getText())) {
    return literals(node.initializer);
  }
  // A single small word is a value that decides something, such as one of the four answers.
  return ts.isPropertyAssignment(node) && READ.has(node.name.getText())
    ? literals(node.initializer).filter(text => /\s|^\p{Lu}/u.test(text))
    : [];
}

/** Numbers and times as English, or as the browser, writes them. */
function writesByItself(node: ts.Node): boolean {
  if (ts.isImportSpecifier(node)) {
    return /^(readable|amountOf$|resourceNoun$)/.test(node.name.text);
  }
  return (
    ts.isIdentifier(node) &&
    /^(Intl|toLocale(Date|Time)?String)$/.test(node.text)
  );
}

describe('The texts of the front end', () => {
  it('all stand among those that are translated', () => {
    expect(nodes.length).toBeGreaterThan(10_000);
    const outside = nodes
      .filter(([, place]) => !EXTENSIONS.test(place))
      .flatMap(([node, place]) =>
        textsOf(node)
          .filter(isText)
          .map(text => `${place} ${text.trim()}`),
      );
    expect(outside).toEqual([]);
  });

  it('have their numbers and times written by the language that is shown', () => {
    const own = nodes.flatMap(([node, place]) =>
      writesByItself(node) && !place.includes('/language/') ? [place] : [],
    );
    expect(own).toEqual([]);
  });
});
