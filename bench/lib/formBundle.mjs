import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildFrontEnd } from '../../scripts/lib/frontEnd.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { prepare } from '../../scripts/lib/prepare.mjs';

const FORM = 'plugins/slipway/src/form/';
const kB = bytes => `${(bytes / 1000).toFixed(1)} kB`;

/** What the fields of Slipway's forms add to a portal: the files of its real build that hold any of their source, whole. */
export async function formBundle({ say }) {
  const tools = await prepare((_name, work) => work(say));
  await buildFrontEnd(tools, say);
  const folder = join(ROOT, 'packages/app/dist/static');
  const files = chunksOf(
    readdirSync(folder)
      .filter(name => name.endsWith('.map'))
      .map(name => [
        name,
        JSON.parse(readFileSync(join(folder, name), 'utf8')),
      ]),
  );
  const sizes = files.map(
    name => gzipSync(readFileSync(join(folder, name))).length,
  );
  const sum = sizes.reduce((all, size) => all + size, 0);
  return [
    [
      'form fields, gzip',
      kB(sum),
      `${files.length} files of the built portal, loaded with a form: ${files
        .map(
          (name, i) =>
            `${name.split('.')[0]}${name.endsWith('.css') ? ' (css)' : ''} ${kB(
              sizes[i],
            )}`,
        )
        .join(', ')}; with what else lies in them; aimed at: 20 kB`,
    ],
  ];
}

/** The files whose source map names any source of a form's field. */
export function chunksOf(maps) {
  return maps
    .filter(([, { sources }]) => sources.some(source => source.includes(FORM)))
    .map(([name]) => name.replace(/\.map$/, ''))
    .sort();
}
