import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutElsewhere } from './elsewhere.mjs';

test('what another command runs is told with the command, and is not skipped', () => {
  const { skipped, notes } = withoutElsewhere({
    skipped: [
      'Vault not run: run by npm run test:real',
      'A not run: run by npm run test:runtimes',
      'B not run: run by npm run test:runtimes',
      'C not run: no Go on this machine',
    ],
  });
  assert.deepEqual(skipped, ['C not run: no Go on this machine']);
  assert.deepEqual(notes, [
    'not run here, run by npm run test:real: 1 groups of tests',
    'not run here, run by npm run test:runtimes: 2 groups of tests',
  ]);
});
