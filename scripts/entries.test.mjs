import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './lib/paths.mjs';
import { tryLock } from './lib/lock.mjs';
import { folderFor } from './testing/folder.mjs';

function script(name, args, env = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts', name), ...args],
    { env: { ...process.env, ...env }, encoding: 'utf8' },
  );
  return { status, out: stdout, text: `${stdout}${stderr}` };
}

for (const name of ['start.mjs', 'test.mjs', 'test-real.mjs']) {
  test(`${name} tells how it is used, and what it does not know`, () => {
    const help = script(name, ['--help']);
    assert.equal(help.status, 0);
    assert.match(help.out, /^npm (start|test|run test:real)/);
    const unknown = script(name, ['--nope']);
    assert.equal(unknown.status, 1);
    assert.match(unknown.text, /Unknown option '--nope'\. Known: --/);
    assert.doesNotMatch(unknown.text, /at .*\.mjs/);
  });
}

test('an unknown check is refused with those that there are', () => {
  const { status, text } = script('test.mjs', ['--only', 'lint,nope']);
  assert.equal(status, 1);
  assert.match(text, /no check 'nope'\. Known: format, lint/);
});

test('without git nothing is begun, and the remedy is told', t => {
  const folder = folderFor(t);
  symlinkSync(process.execPath, join(folder, 'node'));
  const data = join(folder, 'data');
  const { status, text } = script('start.mjs', ['--data', data], {
    PATH: folder,
  });
  assert.equal(status, 1);
  assert.match(text, /git is missing/);
  assert.doesNotMatch(text, /toolchain {2}/);
  assert.deepEqual(readdirSync(data), []);
});

test('a second start on the same data is refused, and takes nothing away', t => {
  const data = folderFor(t, { 'sandbox/state.json': '{}' });
  assert.equal(tryLock(join(data, 'start.pid')), true);
  const { status, text } = script('start.mjs', ['--fresh', '--data', data]);
  assert.equal(status, 1);
  assert.match(text, new RegExp(`as process ${process.pid}`));
  assert.match(text, /--data DIR/);
  assert.ok(existsSync(join(data, 'sandbox/state.json')));
});

test('a fresh start forgets what a start keeps, and nothing else', t => {
  const folder = folderFor(t, {
    'data/sandbox/state.json': '{}',
    'data/ports.json': '{}',
    'data/mine.txt': 'mine',
  });
  const data = join(folder, 'data');
  // It forgets first, and then ends for want of git.
  script('start.mjs', ['--fresh', '--data', data], { PATH: folder });
  assert.deepEqual(readdirSync(data), ['mine.txt']);
});

/** The checks before a landing, with `npm` and `go` as stubs. */
function landing(t, programs) {
  const bin = folderFor(
    t,
    Object.fromEntries(
      Object.entries(programs).map(([name, body]) => [
        name,
        `#!/bin/sh\n${body}\n`,
      ]),
    ),
  );
  for (const program of 'bash dirname mktemp tee grep tail awk rm cat'.split(
    ' ',
  )) {
    const at = ['/bin', '/usr/bin']
      .map(folder => join(folder, program))
      .find(existsSync);
    symlinkSync(at, join(bin, program));
  }
  const { status, stdout } = spawnSync(
    join(bin, 'bash'),
    [join(ROOT, '.ci/run')],
    { env: { PATH: bin }, encoding: 'utf8' },
  );
  return { status, last: stdout.trim().split('\n').at(-1), stdout };
}

test('the last line before a landing is the sum over both parts', t => {
  const { status, last } = landing(t, {
    npm: `case "$*" in
      test) echo '10 passed, 0 failed, 1 skipped' ;;
      'run test:real -- --budget 40m') echo '5 passed, 0 failed, 2 skipped' ;;
      *) exit 9 ;;
    esac`,
    go: 'true',
  });
  assert.deepEqual([status, last], [0, '15 passed, 0 failed, 3 skipped']);
});

test('a failure before a landing fails it, and the rest still runs', t => {
  const { status, last } = landing(t, {
    npm: `case "$*" in
      test) echo '10 passed, 2 failed, 0 skipped'; exit 1 ;;
      *) echo '5 passed, 0 failed, 0 skipped' ;;
    esac`,
    go: 'true',
  });
  assert.deepEqual([status, last], [1, '15 passed, 2 failed, 0 skipped']);
});

test('a part that ends before it counts is a failure', t => {
  const { status, last } = landing(t, { npm: 'exit 1', go: 'true' });
  assert.deepEqual([status, last], [1, '0 passed, 2 failed, 0 skipped']);
});

test('without Go the real servers are a named skip', t => {
  const { status, last, stdout } = landing(t, {
    npm: `echo '10 passed, 0 failed, 0 skipped'`,
  });
  assert.deepEqual([status, last], [0, '10 passed, 0 failed, 1 skipped']);
  assert.match(stdout, /Skipped: the real servers .*no Go/);
});
