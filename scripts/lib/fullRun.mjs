import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const isWhole = ({ passed, failed, skipped }) =>
  passed > 0 && failed === 0 && skipped.length === 0;

const sha = text => createHash('sha256').update(text).digest('hex');

/**
 * A full run takes two hours. One that was broken off, or in which a check failed that has to do with the machine, goes on
 * where it stood: what was green on this very commit is not run again, and its row says when it was run. The same holds on a later
 * commit for a check that says which files it reads, as long as none of these is another.
 */
export function fullRun(root, now = () => new Date()) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: root }).toString().trim();
  /** What the files are that a check reads, or all of them. */
  const stateOf = (reads = ['.']) => ({
    files: sha(git('ls-tree', '-r', 'HEAD', '--', ...reads)),
    isClean: git('status', '--porcelain', '--', ...reads) === '',
  });
  const commit = git('rev-parse', 'HEAD');

  return {
    /** The check, or in its place what it said earlier. */
    going(name, check, reads) {
      const begun = stateOf(reads);
      const key = reads ? begun.files : commit;
      const file = join(
        root,
        '.local/full',
        key,
        `${name.replace(/\W/g, '-')}.json`,
      );
      const isSame = () => {
        const { files, isClean } = stateOf(reads);
        return (
          files === begun.files &&
          isClean &&
          (reads !== undefined || git('rev-parse', 'HEAD') === commit)
        );
      };
      if (existsSync(file) && isSame()) {
        return async () => {
          const kept = JSON.parse(readFileSync(file, 'utf8'));
          const elsewhere =
            kept.commit === commit ? '' : ` on ${kept.commit.slice(0, 12)}`;
          return { ...kept, at: `${kept.at}${elsewhere}` };
        };
      }
      return async (...args) => {
        const from = now();
        const result = await check(...args);
        const seconds = (now() - from) / 1000;
        // Of files that were changed meanwhile nobody knows which of them it speaks of.
        if (isWhole(result) && isSame()) {
          const { passed, failed, skipped, notes, matrix } = result;
          const kept = { passed, failed, skipped, notes, matrix };
          const at = now().toISOString().slice(0, 16).replace('T', ' ');
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, JSON.stringify({ ...kept, seconds, at, commit }));
        }
        return { ...result, seconds };
      };
    },
  };
}
