import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runChecks } from './runChecks.mjs';
import { createSteps } from './steps.mjs';

const good = async () => ({ passed: 3, failed: 0, skipped: [] });
const bad = async () => ({
  passed: 1,
  failed: 2,
  skipped: [],
  output: '\x1b[31mexpected 1\x1b[0m\n',
});
const notHere = async () => ({ passed: 0, failed: 0, skipped: ['no browser'] });

async function runAll(checks) {
  let text = '';
  const out = { write: more => (text += more) };
  const results = await runChecks(checks, { step: createSteps(out), out });
  return { text, results };
}

test('every check runs, whatever became of the one before it', async () => {
  const { results } = await runAll({ bad, good, notHere });
  assert.deepEqual(
    results.map(({ name, passed, failed }) => [name, passed, failed]),
    [
      ['bad', 1, 2],
      ['good', 3, 0],
      ['notHere', 0, 0],
    ],
  );
});

test('what failed is told right there, plainly where no terminal shows it', async () => {
  const { text } = await runAll({ bad, good });
  assert.match(text, /✗ bad +2 failed.*\n\nexpected 1\n\n/);
  assert.match(text, /✓ good +3 passed/);
});

test('a check that did not run does not look like one that passed', async () => {
  const { text } = await runAll({ notHere });
  assert.match(text, /○ notHere +not run \(1\)/);
});
