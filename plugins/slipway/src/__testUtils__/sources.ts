import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const PLUGINS = resolve(
  // eslint-disable-next-line no-restricted-syntax -- tests run from their sources
  __dirname,
  '../../..',
);

/** Every node of the sources below a folder of `plugins/`, without tests and what helps them. */
export function nodesOf(folder: string): Array<[ts.Node, string]> {
  const root = join(PLUGINS, folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(
      name => /\.tsx?$/.test(name) && !/\.test\.|__testUtils__/.test(name),
    )
    .flatMap(name => {
      const path = join(root, name);
      const source = ts.createSourceFile(
        path,
        readFileSync(path, 'utf8'),
        ts.ScriptTarget.Latest,
        true,
      );
      const nodes: Array<[ts.Node, string]> = [];
      const visit = (node: ts.Node) => {
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line;
        nodes.push([node, `${relative(PLUGINS, path)}:${line + 1}`]);
        node.forEachChild(visit);
      };
      visit(source);
      return nodes;
    });
}

/** `{{0}} fails` of say`${environment} fails`. */
export function templateOf({ template }: ts.TaggedTemplateExpression): string {
  return ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.templateSpans.reduce(
        (text, span, index) => `${text}{{${index}}}${span.literal.text}`,
        template.head.text,
      );
}
