import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { digest, isStamped, stamp } from './digest.mjs';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { LOCAL, ROOT } from './paths.mjs';
import { run } from './run.mjs';

const STAMP = join(LOCAL, 'dependencies.stamp');
const SQLITE = join(
  ROOT,
  'node_modules/better-sqlite3/build/Release/better_sqlite3.node',
);

export const sqliteIsBuilt = () => existsSync(SQLITE);

/** Installs what the lock file says, when it is not what is there. */
export async function installDependencies({ yarn, env, versions }, say) {
  const wanted = () =>
    `${versions} ${digest(ROOT, [
      'yarn.lock',
      'package.json',
      '.yarnrc.yml',
      ...['packages', 'plugins', 'templates', 'e2e', 'real'].flatMap(manifests),
    ])}`;
  return withLock(join(LOCAL, 'dependencies.lock'), async () => {
    if (isStamped(STAMP, wanted()) && sqliteIsBuilt()) {
      return 'as the lock file says';
    }
    say('installing, about two minutes the first time');
    const { code, output } = await run(yarn, ['install', '--immutable'], {
      cwd: ROOT,
      env,
      check: false,
    });
    if (code !== 0) {
      const errors = output
        .split('\n')
        .filter(line => !/YN0000|YN0002|YN0004|YN0013|YN0060|YN0085|YN0086/.test(line));
      const remedy = output.includes('YN0028')
        ? 'A package.json and yarn.lock disagree: run `yarn install` and commit yarn.lock.'
        : 'When a registry cannot be reached, check `npm config get registry`; then start again: what is there is kept.';
      throw new Failure(
        `yarn install ended with ${code}:\n${errors
          .slice(-20)
          .join('\n')}\n\n${remedy}`,
      );
    }
    stamp(STAMP, wanted());
    return 'installed';
  });
}

function manifests(folder) {
  const path = join(ROOT, folder);
  return [folder, ...readdirSync(path).map(name => `${folder}/${name}`)]
    .map(name => `${name}/package.json`)
    .filter(name => existsSync(join(ROOT, name)));
}
