#!/usr/bin/env node
import { join, resolve } from 'node:path';
import { forget, holdData } from './lib/data.mjs';
import { Failure } from './lib/failure.mjs';
import { buildFrontEnd } from './lib/frontEnd.mjs';
import { endOnSignal, main } from './lib/main.mjs';
import { readOptions } from './lib/options.mjs';
import { LOCAL } from './lib/paths.mjs';
import { fillReal, startBackEnd, startReal } from './lib/portal.mjs';
import { choosePorts } from './lib/ports.mjs';
import { prepare } from './lib/prepare.mjs';
import { buildServers } from './lib/realTests.mjs';
import { hasProgram } from './lib/requirements.mjs';
import { endAll } from './lib/run.mjs';
import { createSteps } from './lib/steps.mjs';

const HELP = `npm run real: the portal on real servers: Kubernetes with nodes that nobody has, Argo CD, Gitea, Vault.

  npm run real               starts everything; Ctrl-C ends everything, and nothing of it stays
  npm run real -- --data DIR keeps logs and the portal's data in DIR while it runs; two can then run at once
  npm run real -- --json     prints addresses and credentials as one line of JSON when it is up
  npm run real -- --check    comes up, says so, and ends
  npm run real -- --help     this text

The servers are built with Go from their modules, the first time in about half an hour; real/README.md says what they
need. Everything listens on 127.0.0.1, on free ports.`;

/** What it takes besides what \`npm start\` takes, each with what it is for. */
const NEEDED = {
  go: 'the servers are built with it',
  'redis-server': 'Argo CD keeps in it what it compares',
};

async function startAll() {
  const options = readOptions({
    data: { type: 'string' },
    json: { type: 'boolean' },
    check: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const missing = Object.entries(NEEDED).filter(([name]) => !hasProgram(name));
  if (missing.length > 0) {
    throw new Failure(
      missing.map(([name, why]) => `${name} is missing: ${why}.`).join('\n'),
    );
  }
  const data = resolve(options.data ?? join(LOCAL, 'data-real'));
  holdData(data);
  forget(data);
  // With --json, standard output is for programs.
  const out = options.json ? process.stderr : process.stdout;
  endOnSignal(0, () => out.write('\nEnding …\n'));
  try {
    const { real, backEnd } = await bringUp(data, createSteps(out));
    tell({ options, out, real, backEnd });
    if (options.check) {
      return 0;
    }
    return await Promise.race([real.died, backEnd.died]);
  } finally {
    await endAll();
  }
}

async function bringUp(data, step) {
  const tools = await prepare(step);
  await step('front end', say => buildFrontEnd(tools, say));
  await step('programs', async say => {
    say('building what is missing');
    // Somebody who starts them wants all of them.
    const env = { ...tools.env, SLIPWAY_REAL_BUDGET: '3h' };
    await buildServers({ ...tools, env });
    return 'built';
  });
  let real;
  await step('real servers', async say => {
    say('starting');
    real = await startReal(tools, { data });
    return 'Kubernetes, Argo CD, Gitea, Vault';
  });
  const withReal = work => Promise.race([work, real.died]);
  let backEnd;
  await step('back end', async say => {
    say('starting');
    const { portal: port } = await choosePorts(join(data, 'ports.json'), {
      preferred: { portal: 7007 },
    });
    const { variables } = real;
    backEnd = await withReal(
      startBackEnd(tools, { data, port, platform: 'real', variables }),
    );
    return `on port ${port}`;
  });
  await step('a service', async say => {
    say('made from its template');
    await withReal(fillReal(tools, { ...real, portal: backEnd.portal }));
    return 'parcels, in dev and prod';
  });
  return { real, backEnd };
}

function tell({ options, out, real, backEnd }) {
  const { portal } = backEnd;
  const { addresses, variables } = real;
  if (options.json) {
    console.log(
      JSON.stringify({
        ready: true,
        addresses: { ...addresses, portal },
        variables,
      }),
    );
  }
  out.write(`
Slipway is at ${portal}. Try: open parcels in the catalog; Create, then HTTP API.
  Argo CD     ${addresses.argocd}  ${variables.SLIPWAY_ARGOCD_USERNAME} ${variables.SLIPWAY_ARGOCD_PASSWORD}
  Gitea       ${addresses.gitea}  ${variables.SLIPWAY_GITEA_USERNAME} ${variables.SLIPWAY_GITEA_PASSWORD}
  Vault       ${addresses.vault}  token ${variables.SLIPWAY_VAULT_TOKEN}
  Kubernetes  ${addresses.kubernetes}  token ${variables.SLIPWAY_KUBERNETES_TOKEN}
No pipeline runs here: what deploys is a commit to newTag in deploy/overlays/<environment>/kustomization.yaml. A tag that ends
in -gbad0000 cannot be pulled, one in -gdead000 crashes. Ctrl-C ends it.
`);
}

main(startAll);
