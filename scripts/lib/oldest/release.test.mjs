import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atLeast, lowerBounds, missingVersions } from './release.mjs';

const block = (name, version, dependencies) =>
  [
    `"${name}@npm:^${version}":`,
    `  version: ${version}`,
    `  dependencies:`,
    ...Object.entries(dependencies).map(
      ([other, range]) => `    "${other}": "npm:${range}"`,
    ),
    '  languageName: node',
  ].join('\n');

test('what packages of a release ask for tells the versions of the others, and nothing else does', () => {
  const lock = [
    block('@backstage/ui', '0.16.0', {
      '@backstage/theme': '^0.7.1',
      '@backstage/version-bridge': '^1.0.12',
      react: '^18.0.2',
    }),
    block('@backstage/plugin-org', '0.7.9', {
      '@backstage/version-bridge': '^1.0.9',
    }),
    // Of another release.
    block('@backstage/plugin-home', '0.9.10', {
      '@backstage/plugin-home-react': '^0.1.42',
    }),
  ].join('\n\n');
  const known = {
    '@backstage/ui': '0.16.0',
    '@backstage/plugin-org': '0.7.9',
    '@backstage/plugin-home': '0.9.5',
    '@backstage/theme': '0.7.1',
  };
  assert.deepEqual(lowerBounds(lock, known), {
    '@backstage/version-bridge': '1.0.9',
  });
});

test('of what a registry has not kept, the next is taken', () => {
  assert.deepEqual(
    missingVersions(
      'YN0082: │ @backstage/plugin-scaffolder@npm:1.38.0: No candidates found\n',
    ),
    [{ name: '@backstage/plugin-scaffolder', version: '1.38.0' }],
  );
  assert.equal(
    atLeast('1.38.0', [
      '1.36.2',
      '1.39.0',
      '1.38.10',
      '1.38.2',
      '1.38.1-next.3',
    ]),
    '1.38.2',
  );
  assert.equal(atLeast('2.0.0', ['1.39.0']), undefined);
});
