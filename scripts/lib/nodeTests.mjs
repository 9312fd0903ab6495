import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';

/** The tests of these programs themselves, by Node's own runner. */
export async function nodeTests({ node, env }) {
  const files = ['scripts', 'bench'].flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true })
      .filter(file => file.endsWith('.test.mjs'))
      .map(file => join(folder, file)),
  );
  const { code, output } = await run(
    node,
    ['--test', '--test-reporter=tap', ...files],
    { cwd: ROOT, env, check: false },
  );
  return readTap(output, code);
}

/** The counts at the end of a TAP report. A run without a test is a failed one. */
export function readTap(output, code) {
  const count = word =>
    Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  const passed = count('pass');
  const failed = count('fail') + count('cancelled');
  const left = [...output.matchAll(/^ *ok \d+ - (.*) # (?:SKIP|TODO)(.*)$/gm)];
  const bad = failed || (code !== 0 || passed === 0 ? 1 : 0);
  return {
    passed,
    failed: bad,
    skipped: left.map(
      ([, name, reason]) => `${name}:${reason || ' no reason'}`,
    ),
    output: bad ? output : '',
  };
}
