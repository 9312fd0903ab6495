import { spawn } from 'node:child_process';
import os from 'node:os';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Called with each line of standard error. */
  onLine?: (line: string) => void;
  /** Leave the machine to others first. */
  nice?: boolean;
  signal?: AbortSignal;
  input?: string;
  /** Of a program that ends with an error where it has something to say. */
  anyExit?: boolean;
  /** Standard error behind standard output. */
  both?: boolean;
}

/** Runs a program to its end and gives its standard output; a failure carries the last lines of standard error. */
export function run(
  command: string,
  args: string[],
  options: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      uid: options.uid,
      gid: options.gid,
      signal: options.signal,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    if (options.nice && child.pid) {
      os.setPriority(child.pid, 10);
    }
    // A program may end before it has read all.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', chunk => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
      if (options.onLine) {
        chunk.split('\n').filter(Boolean).forEach(options.onLine);
      }
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0 || (options.anyExit && code !== null)) {
        resolve(options.both ? stdout + stderr : stdout);
      } else {
        const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-40);
        reject(
          new Error(
            `${command} ${args.join(' ')} ended with ${code}:\n${tail.join(
              '\n',
            )}`,
          ),
        );
      }
    });
  });
}

/** The installed Go's version, or undefined where there is none. */
export async function goVersion(): Promise<string | undefined> {
  try {
    return (await run('go', ['env', 'GOVERSION'])).trim();
  } catch {
    return undefined;
  }
}
