import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { binaryPath, programs } from './programs/programs';

/** Why the tests against the real servers do not run here, or undefined where they do. */
export function whyNotReal(
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (env.SLIPWAY_REAL !== '1') {
    return 'not run: run by npm run test:real';
  }
  if (spawnSync('go', ['version']).status !== 0) {
    return 'not run: no Go on this machine';
  }
  const missing = Object.values(programs).find(
    program => !existsSync(binaryPath(program)),
  );
  if (missing) {
    return `not run: ${missing.name} is not built, the budget ran out`;
  }
  return undefined;
}

/** A group of tests that needs the real servers; where they do not run, it is named with the reason. */
export function describeReal(name: string, tests: () => void) {
  const reason = whyNotReal();
  if (reason) {
    describe(name, () => {
      test.todo(reason);
    });
  } else {
    describe(name, tests);
  }
}
