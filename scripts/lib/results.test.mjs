import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJestResult } from './jest.mjs';
import { readTap } from './nodeTests.mjs';

const suite = (name, statuses, status = 'passed', message = '') => ({
  name,
  status,
  message,
  assertionResults: statuses.map((s, i) => ({
    status: s,
    fullName: `${name} ${i} ${s}`,
  })),
});

test("jest's tests are counted one by one, what did not run by name", () => {
  const result = readJestResult({
    testResults: [
      suite('a', ['passed', 'passed', 'todo']),
      suite('b', ['failed', 'pending'], 'failed', 'expected 1'),
    ],
  });
  assert.deepEqual(result, {
    passed: 2,
    failed: 1,
    skipped: ['a 2 todo', 'b 1 pending'],
    groups: [],
    output: 'b\nexpected 1',
  });
});

test('a suite that could not be loaded is a failure', () => {
  const result = readJestResult({
    testResults: [suite('a', [], 'failed', 'Cannot find module')],
  });
  assert.equal(result.failed, 1);
  assert.match(result.output, /Cannot find module/);
});

test('the counts of a TAP report', () => {
  const report = 'ok 1 - a\nok 2 - b # SKIP not here\n# pass 1\n# fail 0\n';
  assert.deepEqual(readTap(report, 0), {
    passed: 1,
    failed: 0,
    skipped: ['b: not here'],
    output: '',
  });
});

test('a TAP report without a test, or of a program that ended badly, is a failure', () => {
  assert.equal(readTap('', 0).failed, 1);
  assert.equal(readTap('# pass 3\n# fail 0\n', 7).failed, 1);
  assert.equal(readTap('# pass 3\n# fail 1\n# cancelled 1\n', 1).failed, 2);
});
