import { join } from 'node:path';
import { ROOT, TRANSFORM } from './paths.mjs';
import { run } from './run.mjs';

export const NO_BROWSER =
  'not run, no browser starts here: neither an installed Chrome or Chromium nor the one from npm';

export async function hasBrowser({ node, env }) {
  const { code } = await run(
    node,
    ['--require', TRANSFORM, join(ROOT, 'e2e/src/hasBrowser.ts')],
    { cwd: ROOT, env, check: false },
  );
  return code === 0;
}
