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
) {
  const child = spawn(command, args, {
    cwd,
    env: { ...env, [ports[shape]!]: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(child, 'exit');
    const lines = createInterface({ input: child.stdout! });
    const log = lines[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await log.next()).value);

    const serving = await next();
    const port = serving.address.split(':').pop();
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    const answers = {
      version: await (await get('/version')).json(),
      ready: (await get('/readyz')).status,
      metrics: (await get('/metrics')).status,
    };
    child.kill('SIGTERM');
    const draining = await next();
    return { serving, answers, draining, ended: await ended };
  } finally {
    child.kill('SIGKILL');
  }
}
