import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './lib/paths.mjs';

/*
 * The company that the sandbox plays differs from a user's portal by its slipway.yaml files and by break commands alone. So
 * nothing that is shipped may know one of its services, and what makes its past may write no status.
 */

const SERVICES = readdirSync(join(ROOT, 'examples/services'));
const OURS =
  /(\.test\.|\.stories\.|\.examples\.|__testUtils__|\/testing\/|\/fixtures\/|\/dev\/|\/generated\/)/;

function sourcesIn(parent) {
  return readdirSync(join(ROOT, parent)).flatMap(name => {
    const folder = join(parent, name, 'src');
    try {
      return readdirSync(join(ROOT, folder), { recursive: true })
        .map(file => join(folder, file))
        .filter(file => /\.(ts|tsx)$/.test(file) && !OURS.test(file));
    } catch {
      return [];
    }
  });
}

/** Words that mean something else there. */
const MEANT_OTHERWISE = [
  "packages/blueprint/src/parts/ci/workflow.ts: 'checkout'",
  "plugins/slipway-backend/src/plugin.ts: 'notify'",
];

const textOf = file => readFileSync(join(ROOT, file), 'utf8');
/** What is said in comments is an example for readers. */
const codeOf = file =>
  textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');

const SOURCES = [...sourcesIn('packages'), ...sourcesIn('plugins')].filter(
  file => !file.startsWith('packages/test-specs/'),
);

test('there is enough to look at', () => {
  assert.ok(SERVICES.length >= 24, `${SERVICES.length} services`);
  assert.ok(SOURCES.length > 300, `${SOURCES.length} files`);
});

test('no service of the demo is named in what is shipped', () => {
  const named = new RegExp(
    `(['"\`])(${SERVICES.join('|')})(-(dev|staging|prod)\\b[^'"\`]*)?\\1`,
  );
  const found = SOURCES.flatMap(file => {
    const [hit] = named.exec(codeOf(file)) ?? [];
    return hit ? [`${file}: ${hit}`] : [];
  });
  assert.deepEqual(
    found.filter(hit => !MEANT_OTHERWISE.includes(hit)),
    [],
  );
});

test('what makes the past of the demo writes no status', () => {
  const makers = SOURCES.filter(file =>
    /^packages\/sandbox\/src\/(seed|breaks)\//.test(file),
  );
  assert.ok(makers.length > 5);
  const writers = makers.filter(file =>
    /\bstatus\s*[:=][^=]|store\.put\(|'status'/.test(
      // To read one is no writing.
      codeOf(file).replace(/\{[^{}]*\bstatus\b[^{}]*\}\s*(\)\s*=>|=[^=])/g, ''),
    ),
  );
  assert.deepEqual(writers, []);
});

test('a service of the demo is a slipway.yaml and nothing else', () => {
  for (const service of SERVICES) {
    assert.deepEqual(readdirSync(join(ROOT, 'examples/services', service)), [
      'slipway.yaml',
    ]);
  }
});
