import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentile, slope, table } from './table.mjs';

test('a percentile is a value that was measured', () => {
  const values = [5, 1, 4, 2, 3];
  assert.equal(percentile(values, 0.5), 3);
  assert.equal(percentile(values, 0.95), 5);
  assert.equal(percentile([7], 0.95), 7);
});

test('a slope is that of the line which lies nearest', () => {
  assert.equal(
    slope([
      [0, 5],
      [10, 25],
      [20, 45],
    ]),
    2,
  );
  assert.equal(
    slope([
      [0, 1],
      [1, 3],
      [2, 1],
    ]),
    0,
  );
  assert.equal(slope([[1, 1]]), 0);
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
