import { readFile, writeFile } from 'fs/promises';
import { resolve } from 'path';
import { readerRules } from '@slipway/model';

// eslint-disable-next-line no-restricted-syntax -- the page lies beside the code in this repository
const PAGE = resolve(__dirname, '../../../docs/state.md');

const MARKS = /(<!-- role -->\n)[^]*?(<!-- \/role -->)/;

/** What the reader asks for, as the role that allows it. */
function role(): string {
  const list = (values: string[]) =>
    `[${values.map(value => value || "''").join(', ')}]`;
  const rules = readerRules().map(
    ({ apiGroups, resources, verbs }) =>
      `  - apiGroups: ${list(apiGroups)}
    resources: ${list(resources)}
    verbs: ${list(verbs)}`,
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
