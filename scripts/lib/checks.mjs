import { join } from 'node:path';
import { hasBrowser, NO_BROWSER } from './hasBrowser.mjs';
import { withoutElsewhere } from './elsewhere.mjs';
import { buildFrontEnd } from './frontEnd.mjs';
import { gate } from './gates.mjs';
import { guardTests } from './guardTests.mjs';
import { jest } from './jest.mjs';
import {
  cellsOf,
  differences,
  imagesOf,
  matrixTable,
  versionsOf,
} from './matrix.mjs';
import { nodeTests } from './nodeTests.mjs';
import { oldestTests } from './oldest/oldestTests.mjs';
import { ROOT } from './paths.mjs';
import { builtProgram, realTests } from './realTests.mjs';

/**
 * What `npm test` runs, in this order. Each returns counts: a gate is one check, a suite is its tests.
 * `skipped` lists what did not run, each with its reason.
 */
export const CHECKS = {
  format: gate(['prettier', '--check', '.']),
  lint: gate(
    ['backstage-cli', 'repo', 'lint', '--max-warnings', '0'],
    ['eslint', '--max-warnings', '0', '--ext', '.mjs,.cjs', 'scripts'],
  ),
  // Whole, since the order of fields in an API report is that in which types were first met.
  types: gate(['tsc', '--pretty', 'false', '--incremental', 'false']),
  'dead code': gate(['knip', '--no-progress']),
  // As `yarn build:api-reports` does, which writes what this compares.
  'api reports': gate([
    'backstage-repo-tools',
    'api-reports',
    '--ci',
    '--allow-all-warnings',
    '--omit-messages',
    'ae-undocumented,ae-wrong-input-file-type',
    'packages/{blueprint,model,skeletons}',
    'plugins/*',
  ]),
  scripts: nodeTests,
  unit: unitTests,
  browser: browserTests,
};

/**
 * What a full run has besides: the real servers first, since they build programs that other tests use where they are, every
 * runtime and shape of service, of which `npm test` tries a few, each guard taken out, and the suite on the oldest release of
 * Backstage that is supported.
 */
export const MORE = {
  'real servers': realTests,
  runtimes: runtimeTests,
  guards: guardTests,
  'oldest Backstage': oldestTests,
};

// What stands for work of a later day could not have run.
const UNWRITTEN = /: not written yet$/;

/**
 * The files that a check reads, where that is not all: what was green with the very same ones need not be run again. The
 * runtimes are the one that takes an hour, and most changes do not reach them.
 */
export const READS = {
  runtimes: [
    'package.json',
    'yarn.lock',
    'scripts/lib',
    'packages/model',
    'packages/blueprint',
    'packages/skeletons',
    'packages/test-specs',
    'real/package.json',
    'real/src/images',
    'real/src/judges',
    'real/src/programs',
  ],
};

async function runtimeTests(tools) {
  const all = { ...tools, env: { ...tools.env, SLIPWAY_RUNTIMES: 'all' } };
  const suite = (folder, pattern) =>
    jest(all, ['package', 'test', '--runInBand', pattern], {
      cwd: join(ROOT, folder),
    });
  const services = await suite('packages/skeletons', 'real.test');
  const images = await suite('real', 'images.real.test');
  const versions = versionsOf(tools);
  return {
    passed: services.passed + images.passed,
    failed: services.failed + images.failed,
    skipped: [...services.skipped, ...images.skipped],
    output: [services, images].map(({ output }) => output).join('\n'),
    matrix: matrixTable(
      cellsOf(services.groups),
      imagesOf(images.groups),
      versions,
    ),
    notes: differences(versions),
  };
}

async function unitTests(tools, { all } = {}) {
  const kustomize = builtProgram('kustomize');
  const env = {
    ...tools.env,
    ...(kustomize ? { SLIPWAY_KUSTOMIZE: kustomize } : {}),
    // So many that what comes together once in a thousand times has come.
    ...(all ? { SLIPWAY_SEQUENCES: '10000' } : {}),
    // What an injected clock says in a moment, said by a real one.
    ...(all ? { SLIPWAY_REAL_TIME: 'yes' } : {}),
  };
  const result = await jest({ ...tools, env }, [
    'repo',
    'test',
    '--maxWorkers=2',
  ]);
  const { skipped, notes } = withoutElsewhere(result);
  const unwritten = skipped.filter(name => UNWRITTEN.test(name));
  return {
    ...result,
    skipped: skipped.filter(name => !unwritten.includes(name)),
    notes: [...notes, ...unwritten, ...differences(versionsOf(tools))],
  };
}

async function browserTests(tools) {
  if (!(await hasBrowser(tools))) {
    return {
      passed: 0,
      failed: 0,
      skipped: [`The walk: ${NO_BROWSER}`],
    };
  }
  await buildFrontEnd(tools, () => undefined);
  await buildFrontEnd(tools, () => undefined, 'legacy');
  return withoutElsewhere(
    await jest(tools, ['package', 'test', '--runInBand'], {
      cwd: join(ROOT, 'e2e'),
    }),
  );
}
