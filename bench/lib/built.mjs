import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildFrontEnd } from '../../scripts/lib/frontEnd.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { prepare } from '../../scripts/lib/prepare.mjs';

const gzip = content => gzipSync(content).length;

export const kB = bytes => `${(bytes / 1000).toFixed(1)} kB`;

/** The files of the portal's real build: what lies in each, its compressed size, and whether the first page brings it. */
export async function builtPortal(say) {
  const tools = await prepare((_name, work) => work(say));
  await buildFrontEnd(tools, say);
  const folder = join(ROOT, 'packages/app/dist');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  return readdirSync(join(folder, 'static'))
    .filter(name => name.endsWith('.map'))
    .map(map => {
      const name = map.replace(/\.map$/, '');
      const read = file => readFileSync(join(folder, 'static', file), 'utf8');
      const content = read(name);
      return {
        name,
        content,
        map: JSON.parse(read(map)),
        size: gzip(content),
        initial: page.includes(`static/${name}`),
      };
    });
}

/** The files that hold any source of which the path has this part. */
export function filesWith(files, part) {
  return files
    .filter(({ map }) => map.sources.some(source => source.includes(part)))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** By how much a file would be smaller, compressed, without what comes of such sources. */
export function shareOf({ content, map }, parts) {
  const found = new SourceMap(map);
  const others = content
    .split('\n')
    .map((line, row) =>
      [...line]
        .filter((_, column) => {
          const { originalSource = '' } = found.findEntry(row, column);
          return !parts.some(part => originalSource.includes(part));
        })
        .join(''),
    )
    .join('\n');
  return gzip(content) - gzip(others);
}

/** Files and their sizes, in words. */
export function told(files) {
  return files
    .map(
      ({ name, size }) =>
        `${name.split('.')[0]}${name.endsWith('.css') ? ' (css)' : ''} ${kB(
          size,
        )}`,
    )
    .join(', ');
}

export const sizeOf = files => files.reduce((all, { size }) => all + size, 0);
