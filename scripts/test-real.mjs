#!/usr/bin/env node
import { installDependencies } from './lib/dependencies.mjs';
import { main } from './lib/failure.mjs';
import { readOptions } from './lib/options.mjs';
import { realTests } from './lib/realTests.mjs';
import { endAll } from './lib/run.mjs';
import { createSteps } from './lib/steps.mjs';
import { summary } from './lib/summary.mjs';
import { bringToolchain } from './lib/toolchain.mjs';

const HELP = `npm run test:real: the contract suite, against the sandbox and the real servers built with Go.

  npm run test:real -- --budget 40m   what does not fit into the time is named as not run
  npm run test:real -- --help         this text`;

async function testReal() {
  const options = readOptions({
    budget: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => endAll().then(() => process.exit(130)));
  }
  const step = createSteps();
  let tools;
  await step(
    'toolchain',
    async () => (tools = await bringToolchain()).versions,
  );
  await step('dependencies', say => installDependencies(tools, say));
  const from = Date.now();
  let result;
  await step('real servers', async say => {
    say('building and testing');
    result = await realTests(tools, options);
  });
  await endAll();
  if (result.failed) {
    console.log(result.output);
  }
  console.log(
    summary([
      { name: 'real servers', ...result, seconds: (Date.now() - from) / 1000 },
    ]),
  );
  return result.failed ? 1 : 0;
}

main(testReal);
