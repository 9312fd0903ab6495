import { readFile, writeFile } from 'fs/promises';
import { resolve } from 'path';
import { readerRules } from '@slipway/model';

// eslint-disable-next-line no-restricted-syntax -- the pages lie beside the code in this repository
const ROOT = resolve(__dirname, '../../..');
const PAGE = resolve(ROOT, 'docs/state.md');
const CONFIGURED = [
  'slipway-backend',
  'slipway-node',
  'catalog-backend-module-slipway',
];

const MARKS = /(<!-- role -->\n)[^]*?(<!-- \/role -->)/;

/** What the reader asks for, as the role that allows it. */
function role(): string {
  const list = (values: string[]) => {
    const line = `[${values.map(value => value || "''").join(', ')}]`;
    // As the page is formatted.
    return line.length > 80 - '    resources: '.length
      ? `\n      ${line}`
      : ` ${line}`;
  };
  const rules = readerRules().map(
    ({ apiGroups, resources, verbs }) =>
      `  - apiGroups:${list(apiGroups)}
    resources:${list(resources)}
    verbs:${list(verbs)}`,
  );
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: slipway-reader
rules:
${rules.join('\n')}
`;
}

describe('The page of what is known', () => {
  it('has the role that the reader needs, and no more', async () => {
    const page = await readFile(PAGE, 'utf8');
    const wanted = page.replace(MARKS, `$1\n\`\`\`yaml\n${role()}\`\`\`\n\n$2`);
    if (process.env.SLIPWAY_WRITE_DOCS) {
      await writeFile(PAGE, wanted);
    }
    expect(await readFile(PAGE, 'utf8')).toBe(wanted);
  });
});

/** The settings that a description of types names, each as its path, by how far its lines are indented. */
function settingsIn(text: string): string[] {
  const open: { indent: number; name: string }[] = [];
  return text.split('\n').flatMap(line => {
    const [, space, name] = /^(\s+)(\w+)\??:/.exec(line) ?? [];
    if (!name) {
      return [];
    }
    while (open.length > 0 && open.at(-1)!.indent >= space.length) {
      open.pop();
    }
    const path = [...open.map(one => one.name), name].join('.');
    if (/[{:]$/.test(line)) {
      open.push({ indent: space.length, name });
      return [];
    }
    return [path];
  });
}

describe('The page of the configuration', () => {
  it('has every setting that there is, and none that is not', async () => {
    const described = await Promise.all(
      CONFIGURED.map(name =>
        readFile(resolve(ROOT, 'plugins', name, 'config.d.ts'), 'utf8'),
      ),
    );
    const all = new Set(described.flatMap(settingsIn));
    expect(all.size).toBeGreaterThan(25);
    const page = await readFile(resolve(ROOT, 'docs/config.md'), 'utf8');
    const servers = 'slipway.sources.vault.servers';
    const named = new Set(
      page
        .split('\n')
        .filter(line => line.startsWith('| `'))
        .flatMap(line => line.split('|')[1].match(/[\w.[\]]+/g) ?? [])
        .map(name => name.replaceAll('[]', ''))
        .filter(name => name !== servers)
        .map(name =>
          name.startsWith('slipway.') ? name : `${servers}.${name}`,
        ),
    );
    expect([...named].sort()).toEqual([...all].sort());
  });
});
