import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderFor } from '../testing/folder.mjs';
import { digest, isStamped, stamp } from './digest.mjs';

test('the same content has the same digest, wherever it lies', t => {
  const files = { 'src/a.ts': 'a', 'src/b.ts': 'b' };
  assert.equal(
    digest(folderFor(t, files), ['src']),
    digest(folderFor(t, files), ['src']),
  );
});

test('a changed, renamed, added file changes it; what a build leaves does not', t => {
  const folder = folderFor(t, { 'src/a.ts': 'a', 'src/dist/x.js': 'x' });
  const seen = [digest(folder, ['src'])];
  writeFileSync(join(folder, 'src/dist/x.js'), 'y');
  assert.equal(digest(folder, ['src']), seen[0]);
  writeFileSync(join(folder, 'src/a.ts'), 'b');
  seen.push(digest(folder, ['src']));
  renameSync(join(folder, 'src/a.ts'), join(folder, 'src/c.ts'));
  seen.push(digest(folder, ['src']));
  writeFileSync(join(folder, 'src/d.ts'), '');
  seen.push(digest(folder, ['src']));
  assert.equal(new Set(seen).size, 4);
});

test('content cannot wander from one file into the next unseen', t => {
  assert.notEqual(
    digest(folderFor(t, { a: 'xy', b: '' }), ['a', 'b']),
    digest(folderFor(t, { a: 'x', b: 'y' }), ['a', 'b']),
  );
});

test('a stamp vouches for one value', t => {
  const file = join(folderFor(t), 'deep/stamp');
  assert.equal(isStamped(file, 'one'), false);
  stamp(file, 'one');
  assert.equal(isStamped(file, 'one'), true);
  assert.equal(isStamped(file, 'two'), false);
});
