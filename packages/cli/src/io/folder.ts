import { execFile } from 'node:child_process';
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
  chmod,
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

/** Each file is there whole or not at all: it is written beside its place and moved there. */
export async function writePlan(
  root: string,
  plan: readonly PlannedFile[],
): Promise<void> {
  for (const { path, after, executable } of plan) {
    const file = join(root, path);
    if (after === undefined) {
      await rm(file, { force: true });
    } else {
      await mkdir(dirname(file), { recursive: true });
      const beside = `${file}.slipway-${process.pid}`;
      await writeFile(beside, after);
      if (executable) {
        await chmod(beside, 0o755);
      }
      await rename(beside, file);
    }
  }
}
