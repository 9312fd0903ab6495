import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { Failure } from './failure.mjs';

const running = new Set();
let ending = false;

/** Starts a program in a process group of its own, so that ending it ends what it started. */
export function start(command, args, options = {}) {
  if (ending) {
    throw new Failure('Ending: nothing more is started.');
  }
  const child = spawn(command, args, { detached: true, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Ends a program and what it started: politely, then for good. */
async function end(child, grace) {
  if (
    child.pid === undefined ||
    child.exitCode !== null ||
    child.signalCode !== null
  ) {
    return;
  }
  const ended = new Promise(done => child.once('exit', done));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
  await ended;
  clearTimeout(timer);
  // What it started may outlive it; nothing of the group is wanted any more.
  signalGroup(child, 'SIGKILL');
}

/** Ends everything that was started; from then on nothing can be. */
export async function endAll(grace = 8000) {
  ending = true;
  await Promise.all([...running].map(child => end(child, grace)));
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended in between.
  }
}

/** Runs a program to its end and returns what it printed; `check` makes a bad end a failure. */
export function run(command, args, { check = true, ...options } = {}) {
  const child = start(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let output = '';
  const take = chunk => {
    output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  return new Promise((done, fail) => {
    child.once('error', error => fail(cannotStart(command, error)));
    child.once('close', (code, signal) => {
      if (check && code !== 0) {
        fail(
          new Failure(
            `${[basename(command), ...args].join(' ')} ended with ${
              code ?? signal
            }:\n${lastLines(output)}`,
          ),
        );
      } else {
        done({ code, output });
      }
    });
  });
}

export function cannotStart(command, error) {
  return new Failure(
    error.code === 'ENOENT'
      ? `${command} is not on the PATH.`
      : `${command} cannot be started: ${error.message}`,
  );
}

export function lastLines(text, count = 25) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
