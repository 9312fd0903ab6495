import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import {
  createTemplates,
  offeredAsTheyAre,
  type Shape,
  type Template,
} from './templates';

/** The templates from the files of `@slipway/templates`. */
export async function loadTemplates(options: {
  owner?: string;
  hidden: readonly string[];
  /** Names such as `go-http`. */
  skeletons: readonly string[];
}): Promise<Template[]> {
  const root = dirname(require.resolve('@slipway/templates/package.json'));
  const read = async (...path: string[]) =>
    parse(await readFile(join(root, ...path), 'utf8'));
  const readAll = async (folder: string) =>
    Promise.all(
      (await readdir(join(root, folder)))
        .sort()
        .map(file => read(folder, file)),
    );
  const shapes: Shape[] = await readAll('shapes');
  const whole: Template[] = await readAll('whole');
  return [
    ...createTemplates(await read('create.yaml'), shapes, options),
    ...offeredAsTheyAre(whole, options),
  ];
}
