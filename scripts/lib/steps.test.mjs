import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSteps } from './steps.mjs';

function recorder({ isTTY = false } = {}) {
  const lines = [];
  let time = 0;
  const out = { isTTY, write: text => lines.push(text) };
  return { lines, step: createSteps(out, () => (time += 1500)) };
}

test('a step tells what it does, its outcome and its time', async () => {
  const { lines, step } = recorder();
  await step('catalog', async say => {
    say('reading');
    return '4 services';
  });
  assert.match(lines[0], /^ {2}… catalog +reading\n$/);
  assert.match(lines[1], /^ {2}✓ catalog +4 services +1\.5 s\n$/);
});

test('a step that throws is marked, and the error goes on', async () => {
  const { lines, step } = recorder();
  await assert.rejects(
    step('sandbox', async () => {
      throw new Error('no');
    }),
    /no/,
  );
  assert.match(lines.join(''), /✗ sandbox/);
});

test('a step whose outcome is a failure is marked as one', async () => {
  const { lines, step } = recorder();
  await step('unit', async () => ({ text: '2 failed', mark: 'bad' }));
  assert.match(lines.join(''), /✗ unit +2 failed/);
});

test('a terminal shows one line a step, drawn over', async () => {
  const { lines, step } = recorder({ isTTY: true });
  await step('toolchain', async say => say('bringing'));
  assert.equal(lines.join('').split('\n').length, 2);
  assert.ok(lines.at(-1).startsWith('\r\x1b[K'));
});

test('a line fits into 80 columns', async () => {
  const { lines, step } = recorder();
  await step('dependencies', async () => 'x'.repeat(52));
  assert.ok(lines[0].trimEnd().length <= 80, lines[0]);
});
