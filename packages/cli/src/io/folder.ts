import { execFile } from 'node:child_process';
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import type { FileTree } from '@slipway/model';
import type { PlannedFile } from '@slipway/blueprint';
import { Refusal } from './refusal';

const LARGEST = 1_000_000;
const SKIPPED = new Set(['.git', 'node_modules', '.venv', 'target', 'dist']);

/** The text files of a folder: what Git knows or would know there, else all but what tools leave behind. */
export async function readFolder(root: string): Promise<FileTree> {
  const found = await stat(root).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new Refusal(`${root}: there is no such folder.`);
  }
  const tree: FileTree = {};
  for (const path of (await pathsIn(root)).sort()) {
    const file = join(root, path);
    const info = await stat(file).catch(() => undefined);
    if (info?.isFile() && info.size <= LARGEST) {
      const content = await readFile(file);
      // What has a zero byte is no text.
      if (!content.includes(0)) {
        tree[path] = {
          content: content.toString('utf8'),
          ...(info.mode & 0o100 ? { executable: true } : {}),
        };
      }
    }
  }
  return tree;
}

async function pathsIn(root: string): Promise<string[]> {
  try {
    const { stdout } = await promisify(execFile)(
      'git',
      ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
      { cwd: root, maxBuffer: 64 << 20 },
    );
    return stdout.split('\0').filter(Boolean);
  } catch {
    // No repository, or no Git: the folder itself is asked.
    return walk(root, root);
  }
}

async function walk(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = await Promise.all(
    entries
      .filter(({ name }) => !SKIPPED.has(name))
      .map(entry => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          return walk(root, path);
        }
        return entry.isFile()
          ? [relative(root, path).split(sep).join('/')]
          : [];
      }),
  );
  return below.flat();
}

/**
 * All files are written beside their places first, and moved there when all could be: a disk that is full leaves the
 * folder as it was.
 */
export async function writePlan(
  root: string,
  plan: readonly PlannedFile[],
): Promise<void> {
  const files = plan.flatMap(({ path, after, executable }) =>
    after === undefined ? [] : [{ ...placesOf(root, path), after, executable }],
  );
  const folders = new Set(files.map(({ file }) => dirname(file)));
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
  }
  try {
    await each(files, ({ beside, after, executable }) =>
      writeFile(beside, after, { mode: executable ? 0o777 : 0o666 }),
    );
  } catch (error) {
    await each(files, ({ beside }) =>
      rm(beside, { force: true }).catch(() => undefined),
    );
    throw error;
  }
  await each(files, ({ beside, file }) => rename(beside, file));
  for (const { path, after } of plan) {
    if (after === undefined) {
      await rm(join(root, path), { force: true });
    }
  }
}

function placesOf(root: string, path: string) {
  const file = join(root, path);
  return { file, beside: `${file}.slipway-${process.pid}` };
}

/** As many at once as the file system has use for. */
const AT_ONCE = 8;

async function each<T>(
  items: readonly T[],
  act: (item: T) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    // The others end before anybody cleans up after the one that failed.
    const ended = await Promise.allSettled(
      items.slice(from, from + AT_ONCE).map(act),
    );
    for (const one of ended) {
      if (one.status === 'rejected') {
        throw one.reason;
      }
    }
  }
}
