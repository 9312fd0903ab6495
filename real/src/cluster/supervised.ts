import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';

/**
 * The shell keeps the program company and ends it, by its id, when standard input closes: on `stop()`, and also when
 * the process that started it died without a chance to clean up. What the servers keep is thrown away, so they get
 * no grace. The shell closes its own copy of the output, so that the output's end is the program's end.
 */
const companion =
  '"$@" & pid=$!; exec 1>&- 2>&-; cat >/dev/null; kill -9 "$pid"; wait "$pid"';

export interface Supervised {
  /** The last lines of what the program printed. */
  log(): Promise<string>;
  ended: boolean;
  stop(): Promise<void>;
}

export function startSupervised(
  binary: string,
  args: string[],
  options: {
    logFile: string;
    cwd: string;
    env?: NodeJS.ProcessEnv;
    uid?: number;
    gid?: number;
  },
): Supervised {
  const child = spawn('sh', ['-c', companion, 'sh', binary, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    uid: options.uid,
    gid: options.gid,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A signal for whoever started it is not for it: some would take a minute to end by themselves.
    detached: true,
  });
  const logStream = createWriteStream(options.logFile);
  const closed = new Promise<void>(resolve => {
    child.on('close', () => resolve());
    child.on('error', () => resolve());
  });
  let stopped: Promise<void> | undefined;
  const supervised: Supervised = {
    ended: false,
    async log() {
      const text = await fs.readFile(options.logFile, 'utf8').catch(() => '');
      return text.trim().split('\n').slice(-15).join('\n');
    },
    stop() {
      stopped ??= (async () => {
        child.stdin.end();
        await closed;
        await new Promise<void>(resolve => {
          logStream.end(() => resolve());
        });
      })();
      return stopped;
    },
  };
  child.stderr.pipe(logStream, { end: false });
  child.stdout.pipe(logStream, { end: false });
  child.stderr.on('end', () => {
    supervised.ended = true;
  });
  child.on('error', () => {
    supervised.ended = true;
  });
  child.stdin.on('error', () => {});
  return supervised;
}
