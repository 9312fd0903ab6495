import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mergeLocks, written } from './merge';
import type { Entries } from './merge';
import { lockAll, variantsOf } from './variants';

const FILES = ['requirements.txt', 'requirements-dev.txt'];

const HEADS = [
  '# What runs, each by its digest.\n',
  '# What checks and tests, each by its digest.\n-r requirements.txt\n',
];

/** requirements.txt, as uv has it for what each service asks for in requirements.in. */
export async function lockPython(common: string): Promise<void> {
  const locked = await lockAll({
    runtime: 'python',
    shapes: {
      'shapes.http or shapes.worker': 'http',
      'shapes.grpc': 'grpc',
      'shapes.realtime': 'realtime',
    },
    files: FILES,
    lock: async folder => {
      for (const file of FILES) {
        await promisify(execFile)(
          'uv',
          [
            ...['pip', 'compile', '--quiet', '--generate-hashes'],
            ...['--no-annotate', '--no-header'],
            ...['--python-version', '3.13', '--python-platform', 'linux'],
            ...[file.replace('.txt', '.in'), '-o', file],
          ],
          { cwd: folder },
        );
      }
    },
    read: async folder => {
      const [runs, checks] = await Promise.all(
        FILES.map(async file =>
          entriesOf(await readFile(join(folder, file), 'utf8')),
        ),
      );
      // What runs is installed with what checks.
      runs.forEach((_text, name) => checks.delete(name));
      return { [FILES[0]]: runs, [FILES[1]]: checks };
    },
  });
  await Promise.all(
    FILES.map((file, i) => {
      const entries = mergeLocks(
        locked.all[file],
        variantsOf(locked, file),
        () => 0,
      );
      return writeFile(join(common, file), HEADS[i] + written(entries));
    }),
  );
}

/** Each package with its digests. */
function entriesOf(text: string): Entries {
  const packages = text.match(/^[a-z0-9].*(\n {4}.*)*/gim) ?? [];
  return new Map(packages.map(one => [one.split('==')[0], one]));
}
