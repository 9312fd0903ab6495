import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';

/** Keeps a full run with its day, commit and machine. */
export function keepResult(machine, text) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: ROOT }).toString().trim();
  const day = new Date().toISOString().slice(0, 10);
  const folder = join(ROOT, 'bench/results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${day}-walking-skeleton.md`),
    `# Measured on ${day}, commit ${git(
      'rev-parse',
      '--short=12',
      'HEAD',
    )}\n\n${machine}\n\n${text}`,
  );
}
