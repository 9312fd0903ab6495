import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isGood, summary } from './summary.mjs';

const unit = {
  name: 'unit',
  passed: 12,
  failed: 1,
  skipped: ['walk: no browser'],
  seconds: 61.2,
};
const lint = {
  name: 'lint',
  passed: 1,
  failed: 0,
  skipped: [],
  notes: ['more elsewhere'],
  seconds: 3,
};

test('one row a check, every skip by name, the sums last', () => {
  const lines = summary([unit, lint]).split('\n');
  assert.match(lines[1], /✗ unit +12 passed +1 failed +1 skipped +61 s/);
  assert.match(lines[2], /✓ lint +1 passed +0 failed +0 skipped +3 s/);
  assert.ok(lines.includes('  - walk: no browser'));
  assert.ok(lines.includes('  - more elsewhere'));
  assert.equal(lines.at(-1), '13 passed, 1 failed, 1 skipped');
});

test('a check that an earlier run of the same commit did says when', () => {
  const earlier = { ...lint, at: '2026-11-30 22:10' };
  assert.match(summary([earlier]), /skipped +3 s, at 2026-11-30 22:10/);
});

test('a check that did not run does not look like one that passed', () => {
  const none = { ...unit, passed: 0, failed: 0 };
  assert.match(summary([none]), /○ unit/);
});

test('nothing ran: the sums say so', () => {
  assert.equal(summary([]).split('\n').at(-1), '0 passed, 0 failed, 0 skipped');
});

test('a failure is never good; a skip is, unless everything was asked for', () => {
  const skipped = { ...unit, failed: 0 };
  assert.equal(isGood([unit]), false);
  assert.equal(isGood([skipped]), true);
  assert.equal(isGood([skipped], { everything: true }), false);
  assert.equal(isGood([lint], { everything: true }), true);
});
