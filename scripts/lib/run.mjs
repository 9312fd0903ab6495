import { spawn } from 'node:child_process';
import { Failure } from './failure.mjs';

const running = new Set();

/** Starts a program in a process group of its own, so that ending it ends what it started. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { detached: true, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends a program and what it started: politely, then for good. */
export async function end(child, grace = 8000) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise(done => child.once('exit', done));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
  await ended;
  clearTimeout(timer);
}

export async function endAll() {
  await Promise.all([...running].map(child => end(child)));
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended in between.
  }
}

/** Runs a program to its end and returns what it printed; `check` makes a bad end a failure. */
export function run(command, args, { check = true, onLine, ...options } = {}) {
  const child = start(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let output = '';
  const take = chunk => {
    output += chunk;
    const lines = String(chunk).trim().split('\n');
    onLine?.(lines[lines.length - 1]);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', code => {
      if (check && code !== 0) {
        fail(
          new Failure(
            `${command.split('/').pop()} ${args.join(
              ' ',
            )} ended with ${code}:\n${lastLines(output)}`,
          ),
        );
      } else {
        done({ code, output });
      }
    });
  });
}

export function lastLines(text, count = 25) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
