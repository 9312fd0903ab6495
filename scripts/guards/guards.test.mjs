import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../lib/paths.mjs';
import { GUARDS } from './guards.mjs';

// Whether their tests hold them is seen in `npm run test:guards`, which takes its time: code that moved is seen at once.
for (const { name, file, code, test: held } of GUARDS) {
  test(`what guards stands where the list says: ${name}`, () => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    assert.equal(text.split(code).length - 1, 1, `${code} in ${file}`);
    const there = ['.ts', '.tsx'].some(ending =>
      existsSync(join(ROOT, held.package, `${held.file}${ending}`)),
    );
    assert.ok(there, `${held.file} in ${held.package}`);
  });
}
