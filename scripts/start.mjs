#!/usr/bin/env node
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bringToolchain } from './lib/toolchain.mjs';
import { installDependencies, sqliteIsBuilt } from './lib/dependencies.mjs';
import { Failure, main } from './lib/failure.mjs';
import { buildFrontEnd } from './lib/frontEnd.mjs';
import { holder, tryLock } from './lib/lock.mjs';
import { readOptions } from './lib/options.mjs';
import { LOCAL } from './lib/paths.mjs';
import { catalogIsRead, startBackEnd, startSandbox } from './lib/portal.mjs';
import { choosePorts } from './lib/ports.mjs';
import { missingRequirements } from './lib/requirements.mjs';
import { endAll } from './lib/run.mjs';
import { createSteps } from './lib/steps.mjs';
import { isYarn, passToBackstage } from './lib/yarn.mjs';

const HELP = `npm start: the Slipway portal on the sandbox, a stand-in platform in one process.

  npm start                     starts everything; Ctrl-C ends everything
  npm start -- --fresh          forgets the data of earlier starts first
  npm start -- --data DIR       keeps its data in DIR instead of .local/data
  npm start -- --json           prints the addresses as one line of JSON when it is up
  npm start -- --help           this text

The first start installs into .local/ and node_modules/ (about 2 GB, some minutes) and builds the
front end; later starts install nothing and need no network. Ports that are taken are replaced by
free ones and remembered. Everything listens on 127.0.0.1 alone, asks nothing and sends nothing.
Logs: .local/data/logs.`;

async function startAll() {
  if (isYarn()) {
    return passToBackstage('start');
  }
  const options = readOptions({
    fresh: { type: 'boolean' },
    data: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const data = resolve(options.data ?? join(LOCAL, 'data'));
  const lock = join(data, 'start.pid');
  if (!tryLock(lock)) {
    throw new Failure(
      `Slipway runs already on ${data} (process ${holder(
        lock,
      )}). End it with Ctrl-C there, or start this one with -- --data DIR.`,
    );
  }
  if (options.fresh) {
    ['sandbox', 'portal', 'logs', 'ports.json'].forEach(name =>
      rmSync(join(data, name), { recursive: true, force: true }),
    );
  }

  const out = options.json ? process.stderr : process.stdout;
  const step = createSteps(out);
  endOnSignal(out);
  try {
    return await bringUp({ options, data, out, step });
  } finally {
    await endAll();
  }
}

async function bringUp({ options, data, out, step }) {
  out.write('\nSlipway\n');
  const missing = missingRequirements({ sqliteIsBuilt: sqliteIsBuilt() });
  if (missing.length > 0) {
    throw new Failure(missing.join('\n'));
  }
  let tools;
  await step('toolchain', async say => {
    say('Node and Yarn, into .local');
    tools = await bringToolchain();
    return tools.versions;
  });
  await step('dependencies', say => installDependencies(tools, say));
  await step('front end', say => buildFrontEnd(tools, say));

  const ports = await choosePorts(join(data, 'ports.json'));
  let sandbox;
  await step('sandbox', async say => {
    say('Kubernetes, Argo CD, Gitea');
    sandbox = await startSandbox(tools, { data, ports });
    return 'two clusters, Argo CD, Gitea';
  });
  let backEnd;
  await step('back end', async say => {
    say('starting');
    const { addresses } = sandbox;
    backEnd = await Promise.race([
      startBackEnd(tools, { data, ports, addresses }),
      sandbox.died,
    ]);
    return 'ready';
  });
  await step('catalog', async say => {
    say('reading the services');
    const count = await catalogIsRead(backEnd.portal, backEnd);
    return `${count} services`;
  });

  const { portal } = backEnd;
  if (options.json) {
    console.log(
      JSON.stringify({
        ready: true,
        addresses: { ...sandbox.addresses, portal },
      }),
    );
  }
  out.write(
    `\nSlipway is at ${portal}. Try: open payments in the catalog; Create, then HTTP service; git clone ${sandbox.addresses.gitea}/shop/payments. Ctrl-C ends it.\n`,
  );
  // From here on only an end is of interest: somebody's wish, or a part that failed.
  return Promise.race([sandbox.died, backEnd.died]);
}

function endOnSignal(out) {
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (!ending) {
        ending = true;
        out.write('\nEnding …\n');
        await endAll();
        process.exit(0);
      }
    });
  }
}

main(startAll);
