import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { folderFor } from '../testing/folder.mjs';
import { ROOT } from './paths.mjs';
import { endAll, run } from './run.mjs';
import { firstLine, startService, until } from './service.mjs';

const isAlive = pid => {
  try {
    process.kill(pid, 0);
    // A process that nobody has waited for is gone, too.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    return error.code === 'ENOENT';
  }
};
const gone = pid => until('The end', async () => !isAlive(pid), { pause: 20 });

test('a program that is not there is named', async () => {
  await assert.rejects(
    run('no-such-program', []),
    /no-such-program is not on the PATH/,
  );
});

test('a bad end is told with what the program said last', async () => {
  await assert.rejects(
    run('sh', ['-c', 'echo one; echo two >&2; exit 3']),
    error => /ended with 3/.test(error.message) && /two/.test(error.message),
  );
  const { code, output } = await run('sh', ['-c', 'echo one; exit 3'], {
    check: false,
  });
  assert.deepEqual([code, output], [3, 'one\n']);
});

test('a service that ends is told with the end of its log', async t => {
  const logFile = join(folderFor(t), 'logs/x.log');
  const { died } = startService('sandbox', {
    command: 'sh',
    args: ['-c', 'echo cannot read the data; exit 1'],
    logFile,
  });
  await assert.rejects(died, error => {
    assert.match(error.message, /The sandbox ended with 1/);
    assert.match(error.message, /cannot read the data/);
    assert.ok(error.message.includes(logFile));
    return true;
  });
});

test('waiting ends with the service that is waited for', async t => {
  const service = startService('back end', {
    command: 'sh',
    args: ['-c', 'exit 2'],
    logFile: join(folderFor(t), 'x.log'),
  });
  await assert.rejects(
    until('The start', async () => undefined, service),
    /back end ended with 2/,
  );
});

test('waiting has an end, told with the log', async t => {
  const folder = folderFor(t, { 'x.log': 'still reading\n' });
  await assert.rejects(
    until('The start', async () => false, {
      limit: 30,
      pause: 5,
      logFile: join(folder, 'x.log'),
    }),
    /The start took longer than 0\.03 s.*still reading/s,
  );
});

test('a start program that is killed outright leaves no service behind', async t => {
  const folder = folderFor(t, {
    'start.mjs': `
      import { firstLine, startService } from '${join(
        ROOT,
        'scripts/lib/service.mjs',
      )}';
      const { child } = startService('sandbox', {
        command: process.execPath,
        args: ['--require', '${join(ROOT, 'scripts/lib/withParent.cjs')}', '-e',
          'new (require("node:worker_threads").Worker)("0", { eval: true }); ' +
            'setTimeout(() => console.log("serving"), 200); setInterval(() => undefined, 1000)'],
        logFile: process.argv[2],
      });
      console.log(child.pid, await firstLine(child, line => line));`,
  });
  const program = spawn(process.execPath, [
    join(folder, 'start.mjs'),
    join(folder, 'x.log'),
  ]);
  const [line] = await once(createInterface(program.stdout), 'line');
  const pid = Number(line.split(' ')[0]);
  assert.match(line, /serving/);
  assert.equal(isAlive(pid), true);
  program.kill('SIGKILL');
  await gone(pid);
});

// The last of this file: afterwards nothing can be started here any more.
test('the end takes along what a program started, and lets nothing start after it', async t => {
  const service = startService('back end', {
    command: 'sh',
    args: ['-c', 'trap "" TERM; sleep 600 & echo $!; wait; sleep 600'],
    logFile: join(folderFor(t), 'x.log'),
  });
  const pid = Number(await firstLine(service.child, line => line));
  assert.equal(isAlive(pid), true);
  await endAll(300);
  await gone(pid);
  assert.throws(() => run('sh', ['-c', 'true']), /nothing more is started/);
});
