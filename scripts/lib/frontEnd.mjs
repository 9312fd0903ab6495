import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { digest, isStamped, stamp } from './digest.mjs';
import { withLock } from './lock.mjs';
import { LOCAL, ROOT } from './paths.mjs';
import { run } from './run.mjs';

const STAMP = join(LOCAL, 'front-end.stamp');
const BUILT = join(ROOT, 'packages/app/dist/index.html.tmpl');

/** What the built front end is made of. */
const SOURCES = [
  'packages/app',
  'packages/model',
  'plugins/slipway',
  'plugins/slipway-common',
  'app-config.yaml',
  'yarn.lock',
];

/** Builds the front end when its sources are not those of the build that is there. */
export async function buildFrontEnd({ yarn, env }, say) {
  return withLock(join(LOCAL, 'front-end.lock'), async () => {
    const wanted = digest(ROOT, SOURCES);
    if (isStamped(STAMP, wanted) && existsSync(BUILT)) {
      return 'built already';
    }
    say('building, about a minute');
    // A build that is cut short leaves no stamp that could vouch for it.
    rmSync(STAMP, { force: true });
    await run(yarn, ['workspace', 'app', 'build'], { cwd: ROOT, env });
    stamp(STAMP, wanted);
    return 'built';
  });
}
