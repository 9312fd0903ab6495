#!/usr/bin/env node
import { CHECKS, MORE, READS } from './lib/checks.mjs';
import { Failure } from './lib/failure.mjs';
import { fullRun } from './lib/fullRun.mjs';
import { keep } from './lib/keep.mjs';
import { endOnSignal, main } from './lib/main.mjs';
import { readOptions } from './lib/options.mjs';
import { ROOT } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { endAll } from './lib/run.mjs';
import { runChecks } from './lib/runChecks.mjs';
import { createSteps } from './lib/steps.mjs';
import { isGood, summary } from './lib/summary.mjs';
import { isYarn, testAsBackstage } from './lib/yarn.mjs';

const HELP = `npm test: everything that needs no other machine, a real browser included.

  npm test                            all checks: ${Object.keys(CHECKS).join(
    ', ',
  )}
  npm test -- --only types,unit       some of them
  npm run test:all                    these and the real servers; what does not run counts as failed,
                                      and the table is kept in bench/results; what was green on this very
                                      commit is not run again, so that a broken run goes on where it stood
  npm run test:all -- --only unit     some of it, kept for the full run
  npm run test:runtimes               every runtime and shape of service, made, built, tested and run;
                                      the table is kept in bench/results
  npm run test:guards                 takes each guard out in a copy, and demands that its test goes red; with
                                      \`-- --guard lease\` those of which the name has this word
  npm test -- --help                  this text

The browser is an installed Chrome or Chromium (or the one that SLIPWAY_BROWSER names), else the one from npm.`;

async function test() {
  if (isYarn('test')) {
    return testAsBackstage();
  }
  const options = readOptions({
    only: { type: 'string' },
    all: { type: 'boolean' },
    guard: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const chosen = options.only
    ? select({ ...CHECKS, ...MORE }, options.only)
    : { ...(options.all ? MORE : {}), ...CHECKS };
  const checks = options.all ? goingOn(chosen) : chosen;

  endOnSignal(130);
  const out = process.stdout;
  const step = createSteps(out);
  const tools = await prepare(step);
  const results = await runChecks(checks, { step, tools, options, out });
  await endAll();
  const matrix = results.find(result => result.matrix)?.matrix;
  if (options.all && !options.only) {
    keep({ table: summary(results), matrix });
  } else if (matrix) {
    keep({ matrix });
  }
  console.log(summary(results));
  return isGood(results, { everything: options.all }) ? 0 : 1;
}

function goingOn(checks) {
  const run = fullRun(ROOT);
  return Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [
      name,
      run.going(name, check, READS[name]),
    ]),
  );
}

function select(checks, only) {
  const names = only.split(',').map(name => name.trim());
  const unknown = names.filter(name => !checks[name]);
  if (unknown.length > 0) {
    throw new Failure(
      `There is no check '${unknown.join("', '")}'. Known: ${Object.keys(
        checks,
      ).join(', ')}.`,
    );
  }
  return Object.fromEntries(names.map(name => [name, checks[name]]));
}

main(test);
