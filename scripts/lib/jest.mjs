import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';

/** Runs jest and reads its own account of what ran. */
export async function jest(
  { node, env },
  [command, ...args],
  { cwd = ROOT } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-jest-'));
  const file = join(folder, 'result.json');
  try {
    const { output } = await run(
      node,
      [
        join(ROOT, command),
        ...args,
        '--watchAll=false',
        '--json',
        `--outputFile=${file}`,
      ],
      { cwd, env: { ...env, CI: 'true', NODE_ENV: 'test' }, check: false },
    );
    return existsSync(file)
      ? readJestResult(JSON.parse(readFileSync(file, 'utf8')))
      : { passed: 0, failed: 1, skipped: [], output };
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
    passed: result.numPassedTests,
    failed: result.numFailedTests + broken.length,
    skipped: tests
      .filter(({ status }) => status === 'todo' || status === 'pending')
      .map(({ fullName }) => fullName),
    output: result.testResults
      .filter(({ status }) => status === 'failed')
      .map(suite => `${suite.name.replace(`${ROOT}/`, '')}\n${suite.message}`)
      .join('\n\n'),
  };
}
