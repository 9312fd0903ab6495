import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileTree } from '@slipway/model';

/** Enough for a service, and little enough for a task; what is larger is no source that somebody wrote. */
const LARGEST_FILE = 256 * 1024;
const MOST_FILES = 20_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** The paths of all that a folder has, links included; none where there is no folder. */
export async function pathsIn(root: string): Promise<string[]> {
  const entries = await readdir(root, {
    recursive: true,
    withFileTypes: true,
  }).catch(error => {
    if ((error as { code?: string }).code === 'ENOENT') {
      return [];
    }
    throw error;
  });
  return entries
    .filter(entry => !entry.isDirectory())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replace(/\\/g, '/'),
    )
    .filter(path => !path.startsWith('.git/'))
    .sort();
}

/** What can be read as text below a folder, by its path from there. Links are not followed. */
export async function textsIn(
  root: string,
  paths: string[],
): Promise<FileTree> {
  const tree: FileTree = {};
  let bytes = 0;
  for (const path of paths.slice(0, MOST_FILES)) {
    const file = await lstat(join(root, path));
    if (file.isFile() && file.size <= LARGEST_FILE) {
      const content = await readFile(join(root, path));
      bytes += content.length;
      if (bytes > MOST_BYTES) {
        break;
      }
      if (!content.includes(0)) {
        tree[path] = { content: content.toString('utf8') };
      }
    }
  }
  return tree;
}
