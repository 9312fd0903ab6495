import fs from 'node:fs/promises';
import path from 'node:path';
import { FileTree } from '@slipway/model';
import { readTree } from '@slipway/skeletons';

const rendered = path.resolve(
  // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
  __dirname,
  '../../../examples/rendered',
);

/** The trees of the seeds' landscapes, as they are kept: another test holds them to what is rendered. */
export async function landscapes(): Promise<
  { name: string; tree: FileTree }[]
> {
  const names = (await fs.readdir(rendered)).sort();
  return Promise.all(
    names.map(async name => ({
      name,
      tree: await readTree(path.join(rendered, name)),
    })),
  );
}
