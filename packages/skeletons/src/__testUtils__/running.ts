import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ports } from './rendered';
import type { Shape } from './rendered';

/** How a program is started. */
export interface Started {
  command: string;
  args: string[];
  cwd?: string;
  env: Record<string, string>;
}

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** How a program ends by itself, and what it says. */
export function run(
  { command, args, cwd, env }: Started,
  more: Record<string, string> = {},
): Promise<Ended> {
  return promisify(execFile)(command, args, {
    cwd,
    env: { ...env, ...more },
  }).then(
    said => ({ code: 0, ...said }),
    error => error,
  );
}

/** What a program says of an environment that it cannot use. */
export function refusal(started: Started, shape: Shape): Promise<Ended> {
  const variable = ports[shape];
  return run(started, {
    ...(variable ? { [variable]: 'http' } : {}),
    LOG_LEVEL: 'loud',
  });
}

/** The log of a program that ends by itself, line by line. */
export async function logOf(started: Started): Promise<unknown[]> {
  const { stdout } = await run(started);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
}

/** What a program that is asked answers, what it says, and how it ends when it is told to. */
export async function asked(
  { command, args, cwd, env }: Started,
  shape: Shape,
  there: boolean,
) {
  const child = spawn(command, args, {
    cwd,
    env: { ...env, [ports[shape]!]: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(child, 'exit');
    const log = createInterface({ input: child.stdout! })[
      Symbol.asyncIterator
    ]();
    // What is said of needs comes when they answer.
    const said = async (wanted: string) => {
      for (;;) {
        const { done, value } = await log.next();
        const line = done ? undefined : JSON.parse(value);
        if (done || line.msg === wanted) {
          return line;
        }
      }
    };

    const serving = await said('serving');
    const port = serving.address.split(':').pop();
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    const ready = await settled(() => get('/readyz'), there);
    const answers = {
      version: await (await get('/version')).json(),
      metrics: (await get('/metrics')).status,
      ...ready,
    };
    child.kill('SIGTERM');
    const draining = await said('draining');
    return { serving, answers, draining, ended: await ended };
  } finally {
    child.kill('SIGKILL');
  }
}

/** Readiness, once what the program needs has answered; it is asked in its own time. */
async function settled(ask: () => Promise<Response>, there: boolean) {
  for (let attempt = 0; ; attempt += 1) {
    const response = await ask();
    const text = await response.text();
    const needs = text.startsWith('{') ? JSON.parse(text).needs : undefined;
    if (!there || response.ok || attempt === 150) {
      return { ready: response.status, ...(needs ? { needs } : {}) };
    }
    await new Promise(resolve => {
      setTimeout(resolve, 200);
    });
  }
}
