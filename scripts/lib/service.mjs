import { createWriteStream, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from './failure.mjs';
import { cannotStart, lastLines, start } from './run.mjs';

/** Starts a program that stays, its output in a log file; its end before its time is told with that log's end. */
export function startService(name, { command, args, logFile, ...options }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { fd: openSync(logFile, 'w') });
  const child = start(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options,
  });
  child.stdin.on('error', () => undefined);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const died = new Promise((_, fail) => {
    child.once('error', error => fail(cannotStart(command, error)));
    child.once('close', (code, signal) => {
      log.end(() =>
        fail(
          new Failure(
            `The ${name} ended with ${
              code ?? signal
            }. The end of ${logFile}:\n${endOf(logFile)}`,
          ),
        ),
      );
    });
  });
  // Whoever waits for the service hears of its end; nobody has to.
  died.catch(() => undefined);
  return { child, died, logFile };
}

/** Somebody may have tidied up before the program was gone. */
function endOf(logFile) {
  try {
    return lastLines(readFileSync(logFile, 'utf8'));
  } catch {
    return '';
  }
}

/** The first line of output that `read` makes something of. */
export function firstLine(child, read) {
  return new Promise(done => {
    createInterface({ input: child.stdout }).on('line', line => {
      const value = read(line);
      if (value !== undefined) {
        done(value);
      }
    });
  });
}

/** Asks again and again until `ask` returns something, in time. */
export async function until(
  what,
  ask,
  { limit = 180_000, pause = 300, died, logFile } = {},
) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await Promise.race(
      [ask().catch(() => undefined), died].filter(Boolean),
    );
    if (value !== undefined && value !== false) {
      return value;
    }
    if (Date.now() > end) {
      throw new Failure(
        `${what} took longer than ${limit / 1000} s.${
          logFile
            ? ` The end of ${logFile}:\n${lastLines(
                readFileSync(logFile, 'utf8'),
              )}`
            : ''
        }`,
      );
    }
    await new Promise(done => setTimeout(done, pause));
  }
}
