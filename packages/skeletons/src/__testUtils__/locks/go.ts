import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mergeLocks, written, writtenInside } from './merge';
import type { Entries, Merged } from './merge';
import { lockAll, variantsOf } from './variants';

const MODULE = 'module ${{ module }}\n\ngo 1.26.0';

/** go.mod and go.sum, as `go mod tidy` has them for what each service imports. */
export async function lockGo(common: string): Promise<void> {
  const locked = await lockAll({
    runtime: 'go',
    shapes: {
      'shapes.http or shapes.worker': 'http',
      'shapes.grpc': 'grpc',
      'shapes.realtime': 'realtime',
    },
    files: ['go.mod', 'go.sum'],
    lock: async folder => {
      await promisify(execFile)('go', ['mod', 'tidy'], { cwd: folder });
    },
    read: async folder => {
      const modules = await readFile(join(folder, 'go.mod'), 'utf8');
      const sums = await readFile(join(folder, 'go.sum'), 'utf8').catch(
        () => '',
      );
      return {
        'go.mod': byKey(modules.match(/^(require )?\s*\S+\.\S+\/\S+ v.*$/gm)),
        'go.sum': byKey(sums.match(/^.+$/gm), line => line),
      };
    },
  });
  // Named by the code rather than by what it uses, where one variant has it so.
  const direct = (text: string) => Number(text.endsWith('// indirect'));
  const modules = mergeLocks(
    locked.all['go.mod'],
    variantsOf(locked, 'go.mod'),
    (one, other) => direct(one) - direct(other),
  );
  const both = modules
    .flatMap(apart)
    .sort((one, other) => (one.text < other.text ? -1 : 1));
  const blocks = [0, 1].map(kind =>
    block(both.filter(({ text }) => direct(text) === kind)),
  );
  await writeFile(join(common, 'go.mod'), `${MODULE}${blocks.join('')}\n`);
  const sums = mergeLocks(
    locked.all['go.sum'],
    variantsOf(locked, 'go.sum'),
    () => 0,
  );
  await writeFile(join(common, 'go.sum'), written(sums));
}

function byKey(
  lines: readonly string[] | null,
  key = (line: string) => line.trim().split(' ')[0],
): Entries {
  return new Map(
    (lines ?? []).map(line => {
      const text = line.replace(/^require /, '').trim();
      return [key(text), text];
    }),
  );
}

/** What the code names in one variant and only uses through others in the next has a line in either block. */
function apart({ when, text }: Merged): Merged[] {
  const [, named, direct, indirect] =
    /^\{% if (.*?) %\}(.*)\{% else %\}(.*)\{% endif %\}$/.exec(text) ?? [];
  const otherwise = `not (${named})`;
  return named
    ? [
        { when: named, text: direct },
        {
          when: when ? `(${when}) and ${otherwise}` : otherwise,
          text: indirect,
        },
      ]
    : [{ when, text }];
}

function block(entries: readonly Merged[]): string {
  const lines = writtenInside(
    entries.map(one => ({ ...one, text: `\t${one.text}` })),
  );
  return `\n\nrequire (${lines}\n)`;
}
