import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** What the judges of generated repositories wrote down in this checkout. */
const JUDGED = join(ROOT, '.local/real/judged.md');

/**
 * Keeps the table of a full run with the commit that it was run on, the table of the runtimes, and what judges said of generated
 * repositories. Of a run of the runtimes alone, theirs.
 */
export function keep({ table, matrix }) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: ROOT }).toString().trim();
  const commit = git('rev-parse', '--short=12', 'HEAD');
  const changed = git('status', '--porcelain') ? ', with changes' : '';
  const folder = join(ROOT, 'bench/results');
  const [name, title] = table
    ? [commit, 'Full run']
    : [`runtimes-${commit}`, 'Every runtime, shape and need'];
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${name}.md`),
    [
      `# ${title} on ${commit}${changed}`,
      ...(table ? [`\`\`\`\n${table.trim()}\n\`\`\``] : []),
      ...(matrix ? [matrix] : []),
      ...(table && existsSync(JUDGED)
        ? [readFileSync(JUDGED, 'utf8').trim()]
        : []),
    ]
      .join('\n\n')
      .concat('\n'),
  );
}
