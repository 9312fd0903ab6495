import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';

/** Runs jest through Backstage's command line and reads its own account of what ran. */
export async function jest({ node, env }, args, { cwd = ROOT } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-jest-'));
  const file = join(folder, 'result.json');
  try {
    const { output, code } = await run(
      node,
      [
        join(ROOT, 'node_modules/.bin/backstage-cli'),
        ...args,
        '--watchAll=false',
        '--json',
        `--outputFile=${file}`,
      ],
      { cwd, env: { ...env, CI: 'true', NODE_ENV: 'test' }, check: false },
    );
    const result = existsSync(file)
      ? readJestResult(JSON.parse(readFileSync(file, 'utf8')))
      : { passed: 0, failed: 0, skipped: [], output: '' };
    // Jest may refuse a run for more than a test: a threshold, a handle, an unreadable configuration.
    return code !== 0 && result.failed === 0
      ? { ...result, failed: 1, output }
      : result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function readJestResult(result) {
  const tests = result.testResults.flatMap(suite => suite.assertionResults);
  // A suite that could not even be loaded has no tests to count.
  const broken = result.testResults.filter(
    suite =>
      suite.status === 'failed' &&
      suite.assertionResults.every(t => t.status !== 'failed'),
  );
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed:
      tests.filter(({ status }) => status === 'failed').length + broken.length,
    skipped: tests
      .filter(({ status }) => !['passed', 'failed'].includes(status))
      .map(({ fullName }) => fullName),
    groups: groupsOf(tests),
    output: result.testResults
      .filter(({ status }) => status === 'failed')
      .map(suite => `${suite.name.replace(`${ROOT}/`, '')}\n${suite.message}`)
      .join('\n\n'),
  };
}

/** What became of the tests of each outermost group. */
function groupsOf(tests) {
  const groups = new Map();
  for (const { status, ancestorTitles: [title] = [] } of tests) {
    const counts = groups.get(title) ?? { passed: 0, failed: 0, skipped: 0 };
    groups.set(title, counts);
    counts[status in counts ? status : 'skipped'] += 1;
  }
  return [...groups]
    .filter(([title]) => title)
    .map(([title, counts]) => ({ title, ...counts }));
}
