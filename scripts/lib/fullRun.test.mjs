import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderFor } from '../testing/folder.mjs';
import { fullRun } from './fullRun.mjs';

const GREEN = { passed: 3, failed: 0, skipped: [], output: 'long' };

function checkout(t) {
  const root = folderFor(t, { 'a.txt': 'a', '.gitignore': '.local\n' });
  const git = (...args) =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args],
      {
        cwd: root,
        stdio: 'pipe',
      },
    );
  git('init');
  git('add', '.');
  git('commit', '-m', 'First');
  return { root, git };
}

/** How often a check ran of which these are the outcomes, one a run. */
async function timesRun(root, outcomes, between = () => undefined) {
  const left = [...outcomes];
  let times = 0;
  const check = async () => {
    times += 1;
    return left[0];
  };
  while (left.length) {
    await fullRun(root).going('real servers', check)();
    between();
    left.shift();
  }
  return times;
}

test('what was green on this commit is not run again, and says when it was', async t => {
  const { root, git } = checkout(t);
  const at = new Date('2026-11-30T22:10:00Z');
  await fullRun(root, () => at).going('unit', async () => GREEN)();
  const again = await fullRun(root).going('unit', () => assert.fail())();
  assert.deepEqual(again, {
    passed: 3,
    failed: 0,
    skipped: [],
    seconds: 0,
    at: '2026-11-30 22:10',
    commit: git('rev-parse', 'HEAD').toString().trim(),
  });
});

test('what failed, or left something out, is', async t => {
  const { root } = checkout(t);
  const red = { ...GREEN, failed: 1 };
  const left = { ...GREEN, skipped: ['no browser'] };
  assert.equal(await timesRun(root, [red, left, GREEN, GREEN]), 3);
});

test('so is everything on another commit', async t => {
  const { root, git } = checkout(t);
  const next = () => git('commit', '--allow-empty', '-m', 'Next');
  assert.equal(await timesRun(root, [GREEN, GREEN], next), 2);
});

test('so is everything beside a change', async t => {
  const { root } = checkout(t);
  const change = () => writeFileSync(join(root, 'a.txt'), 'b');
  assert.equal(await timesRun(root, [GREEN, GREEN], change), 2);
  assert.equal(await timesRun(root, [GREEN, GREEN]), 2);
});

test('what says which files it reads is run again when one of them is another', async t => {
  const { root, git } = checkout(t);
  const times = { a: 0, b: 0 };
  const run = async () => {
    for (const [name, file] of [
      ['a', 'a.txt'],
      ['b', 'b.txt'],
    ]) {
      const check = async () => {
        times[name] += 1;
        return GREEN;
      };
      await fullRun(root).going(name, check, [file])();
    }
  };
  await run();
  assert.deepEqual(times, { a: 1, b: 1 });
  writeFileSync(join(root, 'b.txt'), 'b');
  await run();
  git('add', '.');
  git('commit', '-m', 'Second');
  await run();
  await run();
  // Not what is only there, and then once as it was committed.
  assert.deepEqual(times, { a: 1, b: 3 });
});

test('what was green on an earlier commit says on which', async t => {
  const { root, git } = checkout(t);
  const first = git('rev-parse', 'HEAD').toString().trim();
  await fullRun(root).going('a', async () => GREEN, ['a.txt'])();
  git('commit', '--allow-empty', '-m', 'Next');
  const again = await fullRun(root).going('a', assert.fail, ['a.txt'])();
  assert.match(again.at, new RegExp(` on ${first.slice(0, 12)}$`));
});
