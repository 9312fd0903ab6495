import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './lib/paths.mjs';

const require = createRequire(import.meta.url);
const { ESLint } = require('eslint');
const { ARROWS, packageOf } = require('../eslint.arrows');

const FOLDERS = {
  ...Object.fromEntries(
    ['packages', 'plugins'].flatMap(parent =>
      readdirSync(join(ROOT, parent)).map(name => [name, `${parent}/${name}`]),
    ),
  ),
  acme: 'examples/acme',
  'legacy-app': 'e2e/legacy-app',
};

const eslint = new ESLint({ cwd: ROOT });

/** What ESLint says of a line of code in a package, by the rule of the arrows. */
async function refusalOf(code, folder, file = 'arrow.ts') {
  const [{ messages }] = await eslint.lintText(`${code}\n`, {
    filePath: join(ROOT, FOLDERS[folder], 'src', file),
  });
  return messages
    .filter(({ ruleId }) => ruleId?.endsWith('/no-restricted-imports'))
    .map(({ message }) => message)
    .join('\n');
}

test('every package of the house has its line', () => {
  assert.deepEqual(Object.keys(ARROWS).sort(), Object.keys(FOLDERS).sort());
});

for (const [folder, { may }] of Object.entries(ARROWS)) {
  test(`${folder} depends on what it may import, and on nothing else of the house`, () => {
    const { dependencies = {} } = JSON.parse(
      readFileSync(join(ROOT, FOLDERS[folder], 'package.json'), 'utf8'),
    );
    const refused = Object.keys(dependencies)
      .filter(name => name.startsWith('@slipway/'))
      .filter(name => !may.map(packageOf).includes(name));
    assert.deepEqual(refused, []);
  });
}

test('an import against the arrows is refused, with what may be imported', async () => {
  const said = await refusalOf(
    `import { startSandbox } from '@slipway/sandbox';`,
    'slipway-node',
  );
  assert.match(said, /slipway-node may import .*@slipway\/model.*docs\/adr/s);
});

for (const [folder, line] of [
  ['model', `import { renderService } from '@slipway/blueprint';`],
  ['blueprint', `import { loadBuiltInBundle } from '@slipway/skeletons';`],
  ['slipway', `export * from '@slipway/plugin-slipway-backend';`],
  ['slipway-common', `import type { X } from '@slipway/plugin-slipway-node';`],
  ['slipway-backend', `import { renderService } from '@slipway/blueprint';`],
  ['sandbox', `import { x } from '@slipway/plugin-slipway-common/deep';`],
  ['blueprint', `import { readFileSync } from 'node:fs';`],
]) {
  test(`${folder} is refused: ${line}`, async () => {
    assert.notEqual(await refusalOf(line, folder), '');
  });
}

test('an import along the arrows is not', async () => {
  const line = `import { labels } from '@slipway/model';`;
  assert.equal(await refusalOf(line, 'slipway'), '');
  assert.equal(await refusalOf(line, 'sandbox'), '');
});

test('a test may use what the code may not', async () => {
  const line = `import { startSandbox } from '@slipway/sandbox';`;
  assert.equal(await refusalOf(line, 'slipway-backend', 'x.test.ts'), '');
});
