import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { loadBuiltInBundle } from '@slipway/skeletons';
import { loadTemplates } from './loadTemplates';
import type { Template } from './templates';

// eslint-disable-next-line no-restricted-syntax -- the page lies beside the code in this repository
const PAGE = resolve(__dirname, '../../../docs/templates.md');

const HEAD = `# The templates

What the portal offers under **Create**, written from the templates themselves (\`SLIPWAY_WRITE_DOCS=1 yarn test docs\` in
\`plugins/catalog-backend-module-slipway\`). One for each shape of service that the platform has source for, in the runtimes that it has it in; and those
that make no service. Name, owner and runtime are enough; everything else has its default, shown folded. Beside the form stands what will be made, file
by file, as the form changes, and what each environment has left of its quota then. A name that somebody has already, in the catalog or at the Git host, is
refused while it is typed. What a step does is in [actions.md](actions.md), what comes out in [create.md](create.md) and [source.md](source.md).

Which of them a portal offers, and who owns them, stands in \`app-config.yaml\`:

\`\`\`yaml
slipway:
  templates:
    owner: group:default/platform
    hidden: [existing-image]
\`\`\`

Where the platform keeps manifests in a GitOps repository (\`delivery.layout: central\`), the task opens a pull request there instead of registering the
deployments, and says so. Once it is merged, **start the task over**: it registers them, and recognizes everything else. A repository that is there
already gets a service the same way ([existing.md](existing.md)).
`;

type Field = Template['spec']['parameters'][0]['properties'][string];

function lineOf(field: Field, required: boolean): string {
  const choices = (field.enumNames ?? (field.items as any)?.enumNames) as
    | string[]
    | undefined;
  const { title, description } = field;
  return [
    `- **${title}**${required ? ' (required)' : ''}`,
    ...(description ? [description] : []),
    ...(choices ? [choices.join(', ')] : []),
  ].join(': ');
}

/** What is asked as another field is, with the titles of the choices that it belongs to. */
function furtherOf({ spec }: Template): string[] {
  const [{ properties, dependencies = {} }] = spec.parameters;
  const asked = Object.entries(dependencies).flatMap(([name, { oneOf }]) =>
    oneOf.flatMap(way => {
      const { [name]: when, ...further } = way.properties as Record<
        string,
        Field
      >;
      const { enum: values, enumNames } = properties[name] as {
        enum: string[];
        enumNames: string[];
      };
      const titles = ((when.enum ?? [when.const]) as string[]).map(
        value => enumNames[values.indexOf(value)],
      );
      return Object.values(further).map(field => ({ field, titles }));
    }),
  );
  const lines = [...new Set(asked.map(({ field }) => lineOf(field, false)))];
  return lines.map(line => {
    const titles = asked
      .filter(({ field }) => lineOf(field, false) === line)
      .flatMap(one => one.titles);
    return `${line} (${titles.join(', ')})`;
  });
}

function fieldsOf(template: Template, unlike?: Template): string {
  const [{ required, properties }] = template.spec.parameters;
  const others = unlike?.spec.parameters[0].properties ?? {};
  const own = Object.entries(properties)
    .filter(
      ([name, field]) =>
        field['ui:field'] !== 'SlipwayPreview' &&
        JSON.stringify(field) !== JSON.stringify(others[name]),
    )
    .map(([name, field]) => lineOf(field, required.includes(name)));
  return [...own, ...furtherOf(template)].join('\n');
}

const stepsOf = ({ spec }: Template) =>
  spec.steps.map(({ action, name }) => `1. ${name}: \`${action}\``).join('\n');

function sectionOf(template: Template, common?: Template): string {
  const { name, title, description } = template.metadata;
  const [{ properties }] = template.spec.parameters;
  const runtimes = (properties.runtime?.enumNames ?? []) as string[];
  return [
    `### ${title}`,
    `\`${name}\`. ${description}.${
      runtimes.length ? ` In ${runtimes.join(', ')}.` : ''
    }`,
    fieldsOf(template, common),
    `![The form of "${title}"](pictures/${name}-form.png)`,
    ...(common ? [] : [stepsOf(template)]),
  ]
    .filter(Boolean)
    .join('\n\n');
}

describe('The page of the templates', () => {
  it('says what the templates say of themselves', async () => {
    const { skeletons } = await loadBuiltInBundle();
    const templates = await loadTemplates({
      hidden: [],
      skeletons: Object.keys(skeletons),
    });
    const making = templates.filter(({ spec }) =>
      spec.steps.some(({ action }) => action === 'slipway:repository:publish'),
    );
    const common = making.find(({ metadata }) => metadata.name === 'http-api')!;
    const page = [
      HEAD,
      '## What all that make a service ask',
      fieldsOf(common),
      'And what they do:',
      stepsOf(common),
      'What is left to do then is told by the task, and looked up again by the card until it is done:',
      '![A task that is done: its steps, the links to what it made, and what is needed before the first deployment](pictures/task-done.png)',
      '## Those that make a service',
      // The runtimes differ, and are told in words.
      ...making.map(template =>
        sectionOf(template, {
          ...common,
          spec: {
            ...common.spec,
            parameters: [
              {
                ...common.spec.parameters[0],
                properties: {
                  ...common.spec.parameters[0].properties,
                  runtime: template.spec.parameters[0].properties.runtime,
                },
              },
            ],
          },
        }),
      ),
      '## Those that change what is there',
      ...templates
        .filter(template => !making.includes(template))
        .map(template => sectionOf(template)),
    ]
      .map(text => text.trim())
      .join('\n\n')
      .concat('\n');
    if (process.env.SLIPWAY_WRITE_DOCS) {
      await writeFile(PAGE, page);
    }
    expect(await readFile(PAGE, 'utf8')).toBe(page);
    const pictures = [...page.matchAll(/\]\((pictures\/[^)]*)\)/g)];
    expect(pictures.length).toBeGreaterThan(9);
    for (const [, picture] of pictures) {
      const file = join(dirname(PAGE), picture);
      expect([picture, existsSync(file)]).toEqual([picture, true]);
    }
  });
});
