#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from './lib/checks.mjs';
import { installDependencies, sqliteIsBuilt } from './lib/dependencies.mjs';
import { Failure, main } from './lib/failure.mjs';
import { readOptions } from './lib/options.mjs';
import { ROOT } from './lib/paths.mjs';
import { realTests } from './lib/realTests.mjs';
import { missingRequirements } from './lib/requirements.mjs';
import { endAll } from './lib/run.mjs';
import { createSteps } from './lib/steps.mjs';
import { sum, summary } from './lib/summary.mjs';
import { bringToolchain } from './lib/toolchain.mjs';
import { isYarn, passToBackstage } from './lib/yarn.mjs';

const HELP = `npm test: everything that needs no other machine, a real browser included.

  npm test                            all checks: ${Object.keys(CHECKS).join(
    ', ',
  )}
  npm test -- --only types,unit       some of them
  npm run test:all                    these and the real servers; what does not run counts as failed,
                                      and the table is kept in bench/results
  npm test -- --help                  this text`;

async function test() {
  if (isYarn()) {
    return passToBackstage('test');
  }
  const options = readOptions({
    only: { type: 'string' },
    all: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const checks = {
    ...CHECKS,
    ...(options.all ? { 'real servers': realTests } : {}),
  };
  const names =
    options.only?.split(',').map(name => name.trim()) ?? Object.keys(checks);
  const unknown = names.filter(name => !checks[name]);
  if (unknown.length > 0) {
    throw new Failure(
      `There is no check '${unknown.join("', '")}'. Known: ${Object.keys(
        checks,
      ).join(', ')}.`,
    );
  }

  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => endAll().then(() => process.exit(130)));
  }
  const missing = missingRequirements({ sqliteIsBuilt: sqliteIsBuilt() });
  if (missing.length > 0) {
    throw new Failure(missing.join('\n'));
  }
  const step = createSteps();
  let tools;
  await step(
    'toolchain',
    async () => (tools = await bringToolchain()).versions,
  );
  await step('dependencies', say => installDependencies(tools, say));

  const results = [];
  for (const name of names) {
    const from = Date.now();
    let result;
    await step(name, async say => {
      say('running');
      result = await checks[name](tools, options);
      return result.failed
        ? `${result.failed} failed`
        : `${result.passed} passed`;
    });
    results.push({ name, ...result, seconds: (Date.now() - from) / 1000 });
    if (result.failed) {
      console.log(result.output);
    }
  }
  await endAll();
  console.log(summary(results));
  if (options.all) {
    keep(results);
  }
  const total = sum(results);
  return total.failed > 0 || (options.all && total.skipped.length > 0) ? 1 : 0;
}

/** The table of a full run stays with the commit that it was run on. */
function keep(results) {
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: ROOT,
  })
    .toString()
    .trim();
  const folder = join(ROOT, 'bench/results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `test-all-${commit}.txt`),
    `commit ${commit}\n${summary(results)}\n`,
  );
}

main(test);
