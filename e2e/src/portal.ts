import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** What `npm start` says when everything is up. */
export interface Addresses {
  kubernetes: Record<string, string>;
  portal: string;
  gitea: string;
  argocd: string;
  control: string;
}

export interface Portal {
  addresses: Addresses;
  stop(): Promise<void>;
}

const ROOT = resolve(__dirname, '../..');

/**
 * Starts the processes that `npm start` starts, with data and ports of their own. While writing the walk,
 * SLIPWAY_ADDRESSES (the line that `npm start -- --json` prints) takes a portal that runs already. The front end is
 * that of the package of this name.
 */
export async function startPortal(frontEnd = 'app'): Promise<Portal> {
  const running = process.env.SLIPWAY_ADDRESSES;
  if (running) {
    return {
      addresses: JSON.parse(running).addresses,
      stop: async () => undefined,
    };
  }
  const { said, stop } = await startScript<{ addresses: Addresses }>(
    'start',
    frontEnd,
  );
  return { addresses: said.addresses, stop };
}

/** The same of `npm run real`: the portal on real servers, and with what one gets into them. */
export function startReal() {
  return startScript<{
    addresses: { portal: string };
    variables: Record<string, string>;
  }>('real', 'app');
}

async function startScript<T>(
  script: 'start' | 'real',
  frontEnd: string,
): Promise<{ said: T; stop(): Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'slipway-walk-'));
  const child = spawn(
    process.env.SLIPWAY_START_NODE ?? process.execPath,
    [join(ROOT, `scripts/${script}.mjs`), '--json', '--data', data],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        APP_CONFIG_app_packageName: JSON.stringify(frontEnd),
      },
    },
  );
  return {
    said: await untilReady<T>(child),
    async stop() {
      const ended = new Promise(done => child.once('exit', done));
      child.kill('SIGINT');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

function untilReady<T>(child: ChildProcess): Promise<T> {
  const seen: string[] = [];
  return new Promise((done, fail) => {
    createInterface({ input: child.stdout! }).on('line', line => {
      seen.push(line);
      if (line.startsWith('{') && JSON.parse(line).ready) {
        done(JSON.parse(line));
      }
    });
    child.once('exit', code =>
      fail(new Error(`it ended with ${code}:\n${seen.join('\n')}`)),
    );
  });
}

/** Breaks or mends a part of the sandbox. */
export async function setFault(
  { control }: Addresses,
  target: string,
  fault: string,
): Promise<void> {
  await expectOk(
    fetch(`${control}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ target, fault }),
    }),
  );
}

export async function clearFaults({ control }: Addresses): Promise<void> {
  await expectOk(fetch(`${control}/faults`, { method: 'DELETE' }));
}

/** Sets what a namespace of prod's cluster may use, as the platform team would. */
export async function setQuota(
  { kubernetes }: Addresses,
  namespace: string,
  name: string,
  hard: Record<string, string>,
): Promise<void> {
  await expectOk(
    fetch(
      `${kubernetes['eu-1']}/api/v1/namespaces/${namespace}/resourcequotas/${name}`,
      {
        method: 'PATCH',
        headers: {
          authorization: 'Bearer sandbox-kubernetes',
          'content-type': 'application/merge-patch+json',
        },
        body: JSON.stringify({ spec: { hard } }),
      },
    ),
  );
}

async function expectOk(request: Promise<Response>): Promise<void> {
  const response = await request;
  if (!response.ok) {
    throw new Error(`${response.url} answered ${response.status}`);
  }
}
