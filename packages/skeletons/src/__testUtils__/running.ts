import { execFile, spawn } from 'node:child_process';
import type { ChildProcess, ExecFileOptions } from 'node:child_process';
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

/** Runs a tool of the team; where it fails, with all that it said. */
export function tool(
  command: string,
  args: string[],
  options: ExecFileOptions,
): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(command, args, {
    ...options,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  }).catch(error => {
    throw new Error(`${error.message}\n${error.stdout}`);
  });
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

/** Whatever is free. */
export const anyPort = { PORT: '0', METRICS_PORT: '0' };

/** What a program that is asked answers, what it says, and how it ends when it is told to. */
export async function asked(
  { command, args, cwd, env }: Started,
  there: boolean,
) {
  const child = spawn(command, args, {
    cwd,
    env: { ...env, ...anyPort },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(child, 'exit');
    const said = linesOf(child);
    const serving = await said('serving');
    const port = serving.address.split(':').pop();
    const get = (path: string, headers = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers });
    // As every gateway and ingress does.
    const passedOn = async (path: string) =>
      (await get(path, { 'x-forwarded-for': '192.0.2.1' })).status;
    const ready = await settled(() => get('/readyz'), there);
    const answers = {
      version: await (await get('/version')).json(),
      metrics: (await get('/metrics')).status,
      outside: {
        health: await passedOn('/healthz'),
        ready: await passedOn('/readyz'),
        metrics: await passedOn('/metrics'),
        // A path is not always read as it is written.
        encoded: await passedOn('/%6Detrics'),
      },
      ...ready,
    };
    child.kill('SIGTERM');
    const draining = await said('draining');
    return { serving, answers, draining, ended: await ended };
  } finally {
    child.kill('SIGKILL');
  }
}

/** As long as a pod may take to end before it is killed. */
const GRACE = 30_000;

/** A program that has begun: where it serves, how to end it, and in the end all that it said. */
export function begun(
  { command, args, cwd, env }: Started,
  more: Record<string, string> = {},
  longest = 2 * GRACE,
) {
  const child = spawn(command, args, {
    cwd,
    env: { ...env, ...anyPort, ...more },
    stdio: 'pipe',
  });
  const lines: any[] = [];
  const log = createInterface({ input: child.stdout });
  const besides = createInterface({ input: child.stderr });
  log.on('line', line => lines.push(JSON.parse(line)));
  besides.on('line', msg => lines.push({ msg }));
  const gone = Promise.all([
    once(child, 'exit'),
    once(log, 'close'),
    once(besides, 'close'),
  ]);
  const kill = setTimeout(() => child.kill('SIGKILL'), longest);
  return {
    /** What it said until now. */
    lines: lines as readonly any[],
    async serving(shape: Shape): Promise<string> {
      const wanted = shape === 'grpc' ? 'serving calls' : 'serving';
      const found = () => lines.find(({ msg }) => msg === wanted);
      while (!found() && child.exitCode === null) {
        await Promise.race([once(log, 'line'), gone]);
      }
      return found().address.split(':').pop();
    },
    end() {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), GRACE).unref();
    },
    ended: gone.then(([ended]) => {
      clearTimeout(kill);
      return { lines, ended };
    }),
  };
}

/** What a program answers to each path, one after the other. */
export async function answersOf(
  { command, args, cwd, env }: Started,
  paths: readonly string[],
): Promise<[number, string][]> {
  const child = spawn(command, args, {
    cwd,
    env: { ...env, ...anyPort },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const { address } = await linesOf(child)('serving');
    const answers: [number, string][] = [];
    for (const path of paths) {
      const answer = await fetch(
        `http://127.0.0.1:${address.split(':').pop()}${path}`,
      );
      answers.push([answer.status, await answer.text()]);
    }
    return answers;
  } finally {
    child.kill('SIGKILL');
  }
}

/**
 * What one guest hears of another, each at the last or the first of so many replicas, and how both are sent away when
 * these are told to end.
 */
export async function spoken(started: Started, replicas: number) {
  const programs = Array.from({ length: replicas }, () => begun(started));
  const end = () => programs.forEach(program => program.end());
  try {
    const found = await Promise.all(
      programs.map(program => program.serving('realtime')),
    );
    const [ada, eve] = await Promise.all(
      [found[0], found[replicas - 1]].map(joined),
    );
    // Who speaks before the replicas listen to each other is not heard.
    const again = setInterval(() => ada.send('hello'), 100);
    await event(eve, 'message').finally(() => clearInterval(again));
    // That may be what the database remembers, which tells a guest once: the rest is passed on.
    const heard = event(eve, 'message', ({ data }) => data === 'goodbye');
    ada.send('goodbye');
    const { data: text } = await heard;
    const gone = Promise.all([ada, eve].map(guest => event(guest, 'close')));
    end();
    const codes = (await gone).map(({ code }) => code);
    const ended = await Promise.all(programs.map(program => program.ended));
    return { text, codes, ended: ended.map(one => one.ended) };
  } finally {
    end();
  }
}

async function joined(port: string): Promise<WebSocket> {
  const guest = new WebSocket(`ws://127.0.0.1:${port}/v1/rooms/lobby`);
  await event(guest, 'open');
  return guest;
}

/** What comes next of a name that is wanted; nobody waits for ever. */
function event(
  guest: WebSocket,
  name: string,
  wanted: (what: any) => boolean = () => true,
): Promise<any> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${name}`)), GRACE);
    guest.addEventListener(name, what => {
      if (wanted(what)) {
        clearTimeout(late);
        resolve(what);
      }
    });
    guest.addEventListener('error', () => {
      clearTimeout(late);
      reject(new Error('refused'));
    });
  });
}

/** Waits for a line of the log; what is said of needs comes when they answer. */
export function linesOf(
  child: ChildProcess,
): (wanted: string | string[]) => Promise<any> {
  const log = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return async wanted => {
    for (;;) {
      const { done, value } = await log.next();
      const line = done ? undefined : JSON.parse(value);
      if (done || [wanted].flat().includes(line.msg)) {
        return line;
      }
    }
  };
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
