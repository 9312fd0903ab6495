import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './lib/paths.mjs';

const read = file => readFileSync(join(ROOT, file), 'utf8');

test('every place that a new runtime is to be added in is there, and has the one that is to be copied', () => {
  const [, section] = read('docs/extend.md').split('## A new runtime');
  const rows = [...section.matchAll(/^\| (`.*)\|(.*)\|(.*)\|$/gm)];
  assert.ok(rows.length >= 8);
  for (const [, where, , copy] of rows) {
    const [, place] = /`([^`]+)`/.exec(where);
    const [, example] = /`([^`]+)`/.exec(copy);
    assert.ok(existsSync(join(ROOT, place)), place);
    if (statSync(join(ROOT, place)).isDirectory()) {
      assert.ok(existsSync(join(ROOT, place, example)), `${place}${example}`);
    } else {
      assert.match(read(place), new RegExp(`\\b${example}['":]`), place);
    }
  }
});
