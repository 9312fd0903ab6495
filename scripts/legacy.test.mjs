import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './lib/paths.mjs';

test('the portal on the old system has everything that there is for one', () => {
  const offered = [
    ...readFileSync(
      join(ROOT, 'plugins/slipway/src/legacy.tsx'),
      'utf8',
    ).matchAll(/^export const (\w+)/gm),
  ].map(([, name]) => name);
  assert.ok(offered.includes('EntityDeploymentsCard'));

  const folder = join(ROOT, 'e2e/legacy-app/src');
  const sources = readdirSync(folder)
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  // The plugin itself comes with what it brings.
  const missing = offered.filter(
    name =>
      name !== 'slipwayPlugin' && !new RegExp(`[<{]${name}\\b`).test(sources),
  );
  assert.deepEqual(missing, []);
});
