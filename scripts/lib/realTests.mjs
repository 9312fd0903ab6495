import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withoutElsewhere } from './elsewhere.mjs';
import { buildFrontEnd } from './frontEnd.mjs';
import { hasBrowser, NO_BROWSER } from './hasBrowser.mjs';
import { jest } from './jest.mjs';
import { ROOT } from './paths.mjs';
import { hasProgram } from './requirements.mjs';
import { run } from './run.mjs';

/** A program that an earlier run of the real tests built. */
export function builtProgram(name) {
  const folder = join(ROOT, '.local/real/bin');
  const file = existsSync(folder)
    ? readdirSync(folder).find(entry => entry.startsWith(`${name}-v`))
    : undefined;
  return file && join(folder, file);
}

/** Builds what of the real servers is missing. */
export function buildServers({ yarn, env }, { check = true } = {}) {
  return run(yarn, ['build:servers'], {
    cwd: join(ROOT, 'real'),
    env,
    check,
  });
}

/** Builds the real servers, where Go is, and runs the contract suite against them and the sandbox. */
export async function realTests(tools, { budget, all } = {}) {
  if (!hasProgram('go')) {
    return {
      passed: 0,
      failed: 0,
      skipped: ['The real servers: not run, there is no Go on this machine'],
    };
  }
  const env = {
    ...tools.env,
    ...(budget ? { SLIPWAY_REAL_BUDGET: budget } : {}),
    // So many that each field and choice of the schema comes five times at least.
    ...(all ? { SLIPWAY_SPECS: '300' } : {}),
  };
  const built = await buildServers({ ...tools, env }, { check: false });
  if (built.code !== 0) {
    return { passed: 0, failed: 1, skipped: [], output: built.output };
  }
  const real = { ...tools, env: { ...env, SLIPWAY_REAL: '1' } };
  const suites = await jest(real, ['package', 'test', '--runInBand'], {
    cwd: join(ROOT, 'real'),
  });
  const walk = await realWalk(real);
  return withoutElsewhere({
    ...suites,
    passed: suites.passed + walk.passed,
    failed: suites.failed + walk.failed,
    skipped: [...suites.skipped, ...walk.skipped],
    output: [suites, walk].map(({ output }) => output).join('\n'),
  });
}

/** The pages of the portal on the real servers, in a browser. */
async function realWalk(tools) {
  if (!(await hasBrowser(tools))) {
    const skipped = [`The walk on real servers: ${NO_BROWSER}`];
    return { passed: 0, failed: 0, skipped, output: '' };
  }
  await buildFrontEnd(tools, () => undefined);
  return jest(tools, ['package', 'test', '--runInBand', 'real.walk'], {
    cwd: join(ROOT, 'e2e'),
  });
}
