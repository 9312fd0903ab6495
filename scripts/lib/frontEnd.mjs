import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { digest, isStamped, stamp } from './digest.mjs';
import { withLock } from './lock.mjs';
import { LOCAL, ROOT } from './paths.mjs';
import { run } from './run.mjs';

/** The portal's own, and that of a portal on the old front-end system, which only the walk through it starts. */
const FRONT_ENDS = {
  app: { folder: 'packages/app', workspace: 'app' },
  legacy: { folder: 'e2e/legacy-app', workspace: '@slipway/legacy-app' },
};

/** What a built front end is made of besides its own folder. */
const SOURCES = [
  'packages/model',
  'plugins/slipway',
  'plugins/slipway-common',
  'app-config.yaml',
  'yarn.lock',
];

/** Builds a front end when its sources are not those of the build that is there. */
export async function buildFrontEnd({ yarn, env }, say, which = 'app') {
  const { folder, workspace } = FRONT_ENDS[which];
  const file = which === 'app' ? 'front-end' : `front-end-${which}`;
  const stampFile = join(LOCAL, `${file}.stamp`);
  return withLock(join(LOCAL, `${file}.lock`), async () => {
    const wanted = digest(ROOT, [folder, ...SOURCES]);
    if (
      isStamped(stampFile, wanted) &&
      existsSync(join(ROOT, folder, 'dist/index.html.tmpl'))
    ) {
      return 'built already';
    }
    say('building, about a minute');
    // A build that is cut short leaves no stamp that could vouch for it.
    rmSync(stampFile, { force: true });
    await run(yarn, ['workspace', workspace, 'build'], { cwd: ROOT, env });
    stamp(stampFile, wanted);
    return 'built';
  });
}
