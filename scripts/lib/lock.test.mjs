import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderFor } from '../testing/folder.mjs';
import { holder, release, tryLock, withLock } from './lock.mjs';

const pidOfTheDead = () => spawnSync(process.execPath, ['-e', '0']).pid;

test('a lock is had by one', t => {
  const lock = join(folderFor(t), 'deep/lock');
  assert.equal(tryLock(lock), true);
  assert.equal(tryLock(lock), false);
  assert.equal(holder(lock), process.pid);
  release(lock);
  assert.equal(tryLock(lock), true);
});

test('a lock that a dead process left is taken over', t => {
  const lock = join(folderFor(t), 'lock');
  writeFileSync(lock, String(pidOfTheDead()));
  assert.equal(tryLock(lock), true);
});

test('a lock that holds no process id is taken over', t => {
  const lock = join(folderFor(t), 'lock');
  writeFileSync(lock, '');
  assert.equal(tryLock(lock), true);
});

test('what somebody else has is not given back by this process', t => {
  const lock = join(folderFor(t), 'lock');
  writeFileSync(lock, '1');
  assert.equal(tryLock(lock), false);
  release(lock);
  assert.equal(holder(lock), 1);
});

test('locked work waits for its turn and gives the lock back when it fails', async t => {
  const lock = join(folderFor(t), 'lock');
  const order = [];
  const first = withLock(lock, async () => {
    await new Promise(done => setTimeout(done, 20));
    order.push('first');
    throw new Error('broken');
  });
  const second = withLock(lock, async () => order.push('second'));
  await assert.rejects(first, /broken/);
  await second;
  assert.deepEqual(order, ['first', 'second']);
  assert.equal(existsSync(lock), false);
});
