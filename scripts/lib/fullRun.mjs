import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const isWhole = ({ passed, failed, skipped }) =>
  passed > 0 && failed === 0 && skipped.length === 0;

/**
 * A full run takes two hours. One that was broken off, or in which a check failed that has to do with the machine, goes on
 * where it stood: what was green on this very commit is not run again, and its row says when it was run.
 */
export function fullRun(root, now = () => new Date()) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: root }).toString().trim();
  const commit = git('rev-parse', 'HEAD');
  const folder = join(root, '.local/full', commit);
  const fileOf = name => join(folder, `${name.replace(/\W/g, '-')}.json`);
  const isChanged = () =>
    git('rev-parse', 'HEAD') !== commit || git('status', '--porcelain') !== '';

  return {
    /** The check, or in its place what it said earlier. */
    going: (name, check) =>
      existsSync(fileOf(name)) && !isChanged()
        ? async () => JSON.parse(readFileSync(fileOf(name), 'utf8'))
        : async (...args) => {
            const from = now();
            const result = await check(...args);
            const seconds = (now() - from) / 1000;
            // Of files that were changed meanwhile nobody knows which of them it speaks of.
            if (isWhole(result) && !isChanged()) {
              const { passed, failed, skipped, notes, matrix } = result;
              const kept = { passed, failed, skipped, notes, matrix };
              const at = now().toISOString().slice(0, 16).replace('T', ' ');
              const file = fileOf(name);
              mkdirSync(dirname(file), { recursive: true });
              writeFileSync(file, JSON.stringify({ ...kept, seconds, at }));
            }
            return { ...result, seconds };
          },
  };
}
