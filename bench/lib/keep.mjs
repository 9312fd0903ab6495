import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';

/** Keeps a run with its day, commit and machine. */
export function keepResult(name, machine, text) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: ROOT }).toString().trim();
  const day = new Date().toISOString().slice(0, 10);
  const folder = join(ROOT, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const changed = git('status', '--porcelain') ? ', with changes' : '';
  writeFileSync(
    join(folder, `${day}-${name}.md`),
    `# Measured on ${day}, commit ${git(
      'rev-parse',
      '--short=12',
      'HEAD',
    )}${changed}\n\n${machine}\n\n${text}`,
  );
}
