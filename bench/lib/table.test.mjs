import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentile, table } from './table.mjs';

test('a percentile is a value that was measured', () => {
  const values = [5, 1, 4, 2, 3];
  assert.equal(percentile(values, 0.5), 3);
  assert.equal(percentile(values, 0.95), 5);
  assert.equal(percentile([7], 0.95), 7);
});

test('the columns of a table line up', () => {
  assert.equal(
    table([['start', '2.5 s', 'once']]),
    `| measure | value | how  |
| ------- | ----- | ---- |
| start   | 2.5 s | once |
`,
  );
});
