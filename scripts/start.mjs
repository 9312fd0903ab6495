#!/usr/bin/env node
import { join, resolve } from 'node:path';
import { breakAndHeal, runningControl } from './lib/breaking.mjs';
import { forget, holdData } from './lib/data.mjs';
import { buildFrontEnd } from './lib/frontEnd.mjs';
import { endOnSignal, main } from './lib/main.mjs';
import { readOptions } from './lib/options.mjs';
import { LOCAL } from './lib/paths.mjs';
import {
  addressVariables,
  catalogIsRead,
  startBackEnd,
  startSandbox,
} from './lib/portal.mjs';
import { choosePorts } from './lib/ports.mjs';
import { prepare } from './lib/prepare.mjs';
import { endAll } from './lib/run.mjs';
import { createSteps } from './lib/steps.mjs';
import { isYarn, startAsBackstage } from './lib/yarn.mjs';

const HELP = `npm start: the Slipway portal on the sandbox, a stand-in platform in one process.

  npm start                     starts everything; Ctrl-C ends everything
  npm start -- --fresh          forgets the data of earlier starts first
  npm start -- --data DIR       keeps its data in DIR instead of .local/data; two can then run at once
  npm start -- --json           prints the addresses as one line of JSON when it is up
  npm start -- --check          comes up, says so, and ends
  npm start -- --break WHAT     breaks something of the sandbox, such as bad-image=ledger/staging or cluster-down=us-1: at once
                                where it runs already, else once it is up; what there is stands on the sandbox's page
  npm start -- --heal WHAT      the other way round
  npm start -- --help           this text

The first start brings Node, Yarn and the dependencies from npm into .local/ and node_modules/ (about
4 GB, some minutes) and builds the front end; later starts install nothing and need no network. Your Node,
npmrc and global folders stay as they are.

Ports that are taken are replaced by free ones and remembered. Everything listens on 127.0.0.1 alone,
asks nothing and sends nothing. Data stays between starts; logs are in .local/data/logs.

With Node 22 or 24 and Yarn of your own: yarn install, then yarn start (hot reload), yarn test, yarn tsc, yarn lint.`;

async function startAll() {
  if (isYarn('start')) {
    return startAsBackstage();
  }
  const options = readOptions({
    fresh: { type: 'boolean' },
    data: { type: 'string' },
    json: { type: 'boolean' },
    check: { type: 'boolean' },
    break: { type: 'string', multiple: true },
    heal: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const data = resolve(
    options.data ?? process.env.SLIPWAY_LOCAL ?? join(LOCAL, 'data'),
  );
  const wishes = { breaks: options.break, heals: options.heal };
  const running =
    (wishes.breaks || wishes.heals) && (await runningControl(data));
  if (running) {
    await breakAndHeal(running, wishes);
    return 0;
  }
  holdData(data);
  if (options.fresh) {
    forget(data);
  }

  // With --json, standard output is for programs.
  const out = options.json ? process.stderr : process.stdout;
  endOnSignal(0, () => out.write('\nEnding …\n'));
  try {
    const { sandbox, backEnd } = await bringUp(data, createSteps(out));
    await breakAndHeal(sandbox.addresses.control, wishes);
    tell({ options, out, sandbox, backEnd });
    if (options.check) {
      return 0;
    }
    // From here on only an end is of interest: somebody's wish, or a part that failed.
    return await Promise.race([sandbox.died, backEnd.died]);
  } finally {
    await endAll();
  }
}

async function bringUp(data, step) {
  const tools = await prepare(step);
  await step('front end', say => buildFrontEnd(tools, say));

  const ports = await choosePorts(join(data, 'ports.json'));
  let sandbox;
  await step('sandbox', async say => {
    say('starting');
    sandbox = await startSandbox(tools, { data, ports });
    return 'three Kubernetes clusters, Argo CD, Flux, Vault, Gitea';
  });
  const withSandbox = work => Promise.race([work, sandbox.died]);
  let backEnd;
  await step('back end', async say => {
    say('starting');
    const port = ports.portal;
    const variables = addressVariables(sandbox.addresses, port);
    backEnd = await withSandbox(startBackEnd(tools, { data, port, variables }));
    return `on port ${ports.portal}`;
  });
  await step('catalog', async say => {
    say('reading the services');
    return `${await withSandbox(catalogIsRead(backEnd))} services`;
  });
  return { sandbox, backEnd };
}

function tell({ options, out, sandbox, backEnd }) {
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
    `\nSlipway is at ${portal}. Try: open payments in the catalog; Create, then HTTP API; git clone ${sandbox.addresses.gitea}/shop/payments. Break something at ${sandbox.addresses.control}. Ctrl-C ends it.\n`,
  );
}

main(startAll);
