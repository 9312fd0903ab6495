import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { digest, isStamped, stamp } from './digest.mjs';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { LOCAL, ROOT } from './paths.mjs';
import { registryEnvironment } from './registry.mjs';
import { run } from './run.mjs';
import { sqliteRuns } from './sqlite.mjs';

const STAMP = join(LOCAL, 'dependencies.stamp');

const wanted = () =>
  digest(ROOT, [
    'yarn.lock',
    'package.json',
    '.yarnrc.yml',
    ...['packages', 'plugins', 'templates', 'e2e', 'real'].flatMap(manifests),
  ]);

export const dependenciesAreThere = () =>
  existsSync(join(ROOT, 'node_modules')) && isStamped(STAMP, wanted());

/** Installs what the lock file says, when that is not what is there. */
export async function installDependencies(tools, say) {
  return withLock(join(LOCAL, 'dependencies.lock'), async () => {
    const there = dependenciesAreThere();
    if (there && (await sqliteRuns(tools))) {
      return 'as the lock file says';
    }
    const env = { ...tools.env, ...(await registryEnvironment()) };
    if (!there) {
      say('as the lock file says, some minutes the first time');
      await yarn(tools, env, ['install', '--immutable']);
    }
    if (!(await sqliteRuns(tools))) {
      // Compiled for another Node, by somebody who works here with their own.
      say('SQLite, for this Node');
      await yarn(tools, env, ['rebuild', 'better-sqlite3']);
    }
    stamp(STAMP, wanted());
    return 'installed';
  });
}

async function yarn({ yarn: command }, env, args) {
  const { code, output } = await run(command, args, {
    cwd: ROOT,
    env,
    check: false,
  });
  if (code !== 0) {
    throw new Failure(
      `yarn ${args.join(' ')} ended with ${code}:\n${errorsIn(
        output,
      )}\n\n${remedyFor(output)}`,
    );
  }
}

/** Yarn's errors without its notes; all that it said where no line is marked as one. */
export function errorsIn(output) {
  const lines = output.trimEnd().split('\n');
  const notes =
    /YN0000|YN0002|YN0004|YN0007|YN0008|YN0013|YN0060|YN0085|YN0086/;
  const errors = lines.filter(line => !notes.test(line));
  return (errors.length ? errors : lines).slice(-20).join('\n');
}

export function remedyFor(output) {
  if (/YN0028/.test(output)) {
    return 'A package.json and yarn.lock disagree: run `yarn install` and commit yarn.lock.';
  }
  if (/YN0041|YN0033|\b40[13]\b/.test(output)) {
    return 'The registry wants to know who asks: set YARN_NPM_AUTH_TOKEN, then start again.';
  }
  if (/YN0009/.test(output)) {
    return 'A package could not be built: the log file named above says why. SQLite needs c++, make and python3.';
  }
  if (/ENOSPC/.test(output)) {
    return 'The disk is full: about 4 GB are needed.';
  }
  return 'When the registry cannot be reached, see npm config get registry; then start again: what is there is kept.';
}

function manifests(folder) {
  const path = join(ROOT, folder);
  return [folder, ...readdirSync(path).map(name => `${folder}/${name}`)]
    .map(name => `${name}/package.json`)
    .filter(name => existsSync(join(ROOT, name)));
}
