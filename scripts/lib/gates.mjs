import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';

/** A check that passes or not, by one or more commands of the dependencies. */
export function gate(...commands) {
  return async ({ node, env }) => {
    const outputs = [];
    for (const [program, ...args] of commands) {
      const { code, output } = await run(
        node,
        [join(ROOT, 'node_modules/.bin', program), ...args],
        { cwd: ROOT, env: { ...env, CI: 'true' }, check: false },
      );
      if (code !== 0) {
        outputs.push(output);
      }
    }
    return outputs.length === 0
      ? { passed: 1, failed: 0, skipped: [] }
      : { passed: 0, failed: 1, skipped: [], output: outputs.join('\n') };
  };
}
