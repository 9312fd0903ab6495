import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildFrontEnd } from './frontEnd.mjs';
import { jest } from './jest.mjs';
import { ROOT, TRANSFORM } from './paths.mjs';
import { run } from './run.mjs';

/**
 * What `npm test` runs, in this order. Each returns counts: a gate is one check, a suite is its tests.
 * `skipped` lists what did not run, each with its reason.
 */
export const CHECKS = {
  format: gate('node_modules/.bin/prettier', ['--check', '.']),
  lint: gate('node_modules/.bin/backstage-cli', [
    'repo',
    'lint',
    '--max-warnings',
    '0',
  ]),
  types: gate('node_modules/.bin/tsc', ['--pretty', 'false']),
  'dead code': gate('node_modules/.bin/knip', ['--no-progress']),
  'api reports': gate('node_modules/.bin/backstage-repo-tools', [
    'api-reports',
    '--ci',
    '--allow-warnings',
  ]),
  scripts: nodeTests,
  unit: tools =>
    jest(tools, [
      'node_modules/.bin/backstage-cli',
      'repo',
      'test',
      '--maxWorkers=2',
    ]),
  browser: browserTests,
};

function gate(command, args) {
  return async ({ node, env }) => {
    const { code, output } = await run(node, [join(ROOT, command), ...args], {
      cwd: ROOT,
      env: { ...env, CI: 'true' },
      check: false,
    });
    return code === 0
      ? { passed: 1, failed: 0, skipped: [] }
      : { passed: 0, failed: 1, skipped: [], output };
  };
}

async function nodeTests({ node, env }) {
  const files = readdirSync(join(ROOT, 'scripts'), { recursive: true })
    .filter(file => file.endsWith('.test.mjs'))
    .map(file => join('scripts', file));
  const { output } = await run(
    node,
    ['--test', '--test-reporter=tap', ...files],
    {
      cwd: ROOT,
      env,
      check: false,
    },
  );
  const count = word =>
    Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  const passed = count('pass');
  return {
    passed,
    failed: failed || (passed ? 0 : 1),
    skipped: [],
    output: failed || !passed ? output : '',
  };
}

async function browserTests(tools) {
  if (!(await hasBrowser(tools))) {
    return {
      passed: 0,
      failed: 0,
      skipped: [
        'The walk: not run, there is no Chrome or Chromium on this machine and none in npm for it',
      ],
    };
  }
  await buildFrontEnd(tools, () => undefined);
  return jest(
    tools,
    ['node_modules/.bin/backstage-cli', 'package', 'test', '--runInBand'],
    { cwd: join(ROOT, 'e2e') },
  );
}

async function hasBrowser({ node, env }) {
  const { code } = await run(
    node,
    ['--require', TRANSFORM, join(ROOT, 'e2e/src/hasBrowser.ts')],
    { cwd: ROOT, env, check: false },
  );
  return code === 0;
}
