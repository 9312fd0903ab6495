import {
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { LOCAL } from '../paths.mjs';
import { registryEnvironment } from '../registry.mjs';
import { lastLines, run } from '../run.mjs';
import { copyPortal, pin, takeSqlite } from './portal.mjs';
import {
  OLDEST,
  atLeast,
  lowerBounds,
  missingVersions,
  versionsOfRelease,
} from './release.mjs';

/** Names are learned from those that are known; more rounds than this would be a circle. */
const ROUNDS = 30;

/**
 * The suite on the oldest release of Backstage that is supported: a portal of that release is put together in a folder of
 * its own, the suite's sources are type-checked against it, and it is started and closed as `npm start` does.
 */
export async function oldestTests(tools) {
  const folder = join(LOCAL, 'oldest');
  const env = { ...tools.env, ...(await registryEnvironment()) };
  const passed = [];
  const step = async (name, work) => {
    await work();
    passed.push(name);
  };
  const inFolder = (command, args) => run(command, args, { cwd: folder, env });
  try {
    let packages;
    await step('install', async () => {
      packages = await install(tools, folder, inFolder);
    });
    await step('types', () =>
      inFolder(tools.node, [
        join(folder, 'node_modules/.bin/tsc'),
        '--pretty',
        'false',
        '--incremental',
        'false',
        '--project',
        'tsconfig.oldest.json',
      ]),
    );
    await step('front end on the old system', () =>
      inFolder(tools.yarn, ['workspace', '@slipway/legacy-app', 'build']),
    );
    await step('start', () =>
      inFolder(tools.node, [
        'scripts/start.mjs',
        '--check',
        '--data',
        join(folder, '.local/data'),
      ]),
    );
    return {
      passed: passed.length,
      failed: 0,
      skipped: [],
      notes: [
        `Backstage ${OLDEST.backstage}: ${passed.join(', ')}; ${
          packages.count
        } packages${
          packages.others.length
            ? `, of which the registry lacked some: ${packages.others.join(
                ', ',
              )}`
            : ''
        }`,
      ],
    };
  } catch (error) {
    return {
      passed: passed.length,
      failed: 1,
      skipped: [],
      output: `On Backstage ${OLDEST.backstage}, after ${
        passed.join(', ') || 'nothing'
      }:\n${lastLines(error.message, 60)}`,
    };
  }
}

/** Learns the release's versions round by round, as their packages ask for each other, then installs exactly these. */
async function install({ yarn, env }, folder, inFolder) {
  const local = join(folder, '.local');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(local, { recursive: true });
  // The start looks there for packages.
  mkdirSync(join(folder, 'real'));
  symlinkSync(join(LOCAL, 'toolchain'), join(local, 'toolchain'));
  const manifests = copyPortal(folder);
  writeFileSync(
    join(folder, 'tsconfig.oldest.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      exclude: [
        'node_modules',
        '**/node_modules',
        'packages/skeletons/files',
        'plugins/*/dev',
        '**/*.test.ts',
        '**/*.test.tsx',
        '**/__testUtils__/**',
        '**/testing/**',
        '**/fixtures/**',
        '**/setupTests.ts',
      ],
    }),
  );
  let known = await versionsOfRelease({ env }, join(local, 'create-app'));
  const others = [];
  for (let round = 1; ; round++) {
    const unknown = pin(folder, manifests, known);
    const { code, output } = await run(
      yarn,
      ['install', '--mode=update-lockfile'],
      { cwd: folder, env, check: false },
    );
    const missing = missingVersions(output);
    if (code !== 0 && missing.length === 0) {
      throw new Error(lastLines(output));
    }
    for (const { name, version } of missing) {
      known[name] = await nextVersion({ yarn, env, folder }, name, version);
      others.push(`${name} ${known[name]} for ${version}`);
    }
    const found = lowerBounds(
      readFileSync(join(folder, 'yarn.lock'), 'utf8'),
      known,
    );
    if (missing.length === 0 && Object.keys(found).length === 0) {
      if (unknown.length > 0) {
        throw new Error(
          `No package of the release asks for ${unknown.join(
            ', ',
          )}: which version belongs to it is not known. Where the suite does not need it, leave it out in scripts/lib/oldest/portal.mjs, else name its version in release.mjs.`,
        );
      }
      break;
    }
    if (round === ROUNDS) {
      throw new Error(
        `After ${ROUNDS} rounds it is still open which versions there are: ${lastLines(
          output,
        )}`,
      );
    }
    known = { ...known, ...found };
  }
  await inFolder(yarn, ['install']);
  takeSqlite(folder);
  return { count: Object.keys(known).length, others };
}

/** Registries do not keep everything: what comes next is as near as it gets, and is told. */
async function nextVersion({ yarn, env, folder }, name, version) {
  const { output } = await run(
    yarn,
    ['npm', 'info', name, '--fields', 'versions', '--json'],
    { cwd: folder, env },
  );
  const next = atLeast(version, JSON.parse(output).versions);
  if (!next) {
    throw new Error(`There is no ${name} ${version}, and none that is newer`);
  }
  return next;
}
