#!/usr/bin/env node
import { MORE } from './lib/checks.mjs';
import { endOnSignal, main } from './lib/main.mjs';
import { readOptions } from './lib/options.mjs';
import { prepare } from './lib/prepare.mjs';
import { endAll } from './lib/run.mjs';
import { runChecks } from './lib/runChecks.mjs';
import { createSteps } from './lib/steps.mjs';
import { isGood, summary } from './lib/summary.mjs';

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
  endOnSignal(130);
  const out = process.stdout;
  const step = createSteps(out);
  const tools = await prepare(step);
  const { 'real servers': real } = MORE;
  const results = await runChecks(
    { 'real servers': real },
    { step, tools, options, out },
  );
  await endAll();
  console.log(summary(results));
  return isGood(results) ? 0 : 1;
}

main(testReal);
