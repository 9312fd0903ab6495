import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { Actions } from './__testUtils__/actions';

// eslint-disable-next-line no-restricted-syntax -- the page lies beside the code in this repository
const PAGE = resolve(__dirname, '../../../docs/actions.md');

interface Property {
  type?: string;
  description?: string;
}

const HEAD = `# The actions

What a template's steps may call, written from the actions' own schemas (\`SLIPWAY_WRITE_DOCS=1 yarn test docs\` in
\`plugins/scaffolder-backend-module-slipway\`). Each may be run again after it or a later one failed, and does nothing outside in a dry run.
`;

function rowsOf(schema: any, mark: string): string[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  return Object.entries(properties).map(
    ([name, { type, description }]) =>
      `- \`${name}\` (${type}${
        mark && required.includes(name) ? `, ${mark}` : ''
      }): ${description}`,
  );
}

function sectionOf({
  id,
  description,
  examples,
  schema,
}: TemplateAction): string {
  const { input, output } = schema as any;
  const part = (title: string, rows: string[]) =>
    rows.length ? [`**${title}**`, rows.join('\n')] : [];
  return [
    `## ${id}`,
    `${description}.`,
    ...part('Input', rowsOf(input, 'required')),
    ...part('Output', rowsOf(output, '')),
    ...(examples ?? []).flatMap(example => [
      `${example.description}:`,
      `\`\`\`yaml\n${example.example.trim()}\n\`\`\``,
    ]),
  ].join('\n\n');
}

describe('The page of the actions', () => {
  it('says what the actions say of themselves', async () => {
    const actions = new Actions({});
    const page = [HEAD, ...Object.values(actions.all).map(sectionOf)]
      .map(text => text.trim())
      .join('\n\n')
      .concat('\n');
    if (process.env.SLIPWAY_WRITE_DOCS) {
      await writeFile(PAGE, page);
    }
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });
});
