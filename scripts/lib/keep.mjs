import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** What the judges of generated repositories wrote down in this checkout. */
const JUDGED = join(ROOT, '.local/real/judged.md');

/** Keeps the table of a full run with the commit that it was run on, and what judges said of generated repositories. */
export function keep(table) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: ROOT }).toString().trim();
  const commit = git('rev-parse', '--short=12', 'HEAD');
  const changed = git('status', '--porcelain') ? ', with changes' : '';
  const folder = join(ROOT, 'bench/results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${commit}.md`),
    `# Full run on ${commit}${changed}\n\n\`\`\`\n${table.trim()}\n\`\`\`\n${
      existsSync(JUDGED) ? `\n${readFileSync(JUDGED, 'utf8').trim()}\n` : ''
    }`,
  );
}
