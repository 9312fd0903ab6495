import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../scripts/lib/paths.mjs';

/** Starts the portal of a checkout with data of its own; resolves when it is usable. */
export async function startPortal(checkout = ROOT, data) {
  const own = data ?? (await mkdtemp(join(tmpdir(), 'slipway-bench-')));
  const child = spawn(
    process.execPath,
    [join(checkout, 'scripts/start.mjs'), '--json', '--data', own],
    { cwd: checkout, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = new Promise(done => child.once('exit', done));
  const addresses = await new Promise((done, fail) => {
    createInterface({ input: child.stdout }).on('line', line => {
      if (line.startsWith('{') && JSON.parse(line).ready) {
        done(JSON.parse(line).addresses);
      }
    });
    child.once('exit', code => fail(new Error(`npm start ended with ${code}`)));
  });
  return {
    addresses,
    async stop() {
      child.kill('SIGINT');
      await ended;
      if (!data) {
        await rm(own, { recursive: true, force: true });
      }
    },
  };
}

/** Runs work on a portal that is there for it alone. */
export async function withPortal(work) {
  const portal = await startPortal();
  try {
    return await work(await signedIn(portal.addresses));
  } finally {
    await portal.stop();
  }
}

/** The portal's API as the guest has it. */
async function signedIn(addresses) {
  const answer = await fetch(`${addresses.portal}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await answer.json();
  const api = (path, options = {}) =>
    fetch(`${addresses.portal}${path}`, {
      ...options,
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
        ...options.headers,
      },
    });
  return { addresses, api };
}

/** Asks again and again until the answer is there. */
export async function until(ask, pause = 50) {
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    await new Promise(done => {
      setTimeout(done, pause);
    });
  }
}

export const deployments = name =>
  `/api/slipway/v1/entities/component/default/${name}/deployments`;
