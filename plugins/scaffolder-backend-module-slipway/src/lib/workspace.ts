import {
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { FileTree, Finding } from '@slipway/model';

/** Where a task keeps the repository that it adds to, and what goes to the GitOps repository: beside what it makes. */
export const EXISTING = '.existing';
export const CENTRAL = '.gitops';

const BESIDE = ['.git', EXISTING, CENTRAL];

/**
 * The one place that writes a tree to disk. A link that an earlier step left is never followed, and nothing
 * is written when one is in the way.
 */
export async function writeTree(root: string, tree: FileTree): Promise<void> {
  const files = Object.entries(tree).map(([path, file]) => ({
    path,
    file,
    target: childOf(root, path),
  }));
  for (const { path, target } of files) {
    const existing = await lstat(target).catch(() => undefined);
    if (existing?.isSymbolicLink()) {
      throw new NotAllowedError(
        `${path} is a symbolic link in the workspace; remove it before this step`,
      );
    }
  }
  for (const { file, target } of files) {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, file.content, {
      mode: file.executable ? 0o755 : 0o644,
    });
  }
}

/** Where a file of the tree lies, all links on the way followed. */
function childOf(root: string, path: string): string {
  try {
    return resolveSafeChildPath(root, path);
  } catch {
    throw new NotAllowedError(
      `${path} would be written outside the workspace, through a link that an earlier step left; remove it before this step`,
    );
  }
}

/** All that a workspace has of the service itself, files of other steps included. */
export async function copyService(from: string, to: string): Promise<void> {
  const beside = BESIDE.map(name => join(from, name));
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: source => !beside.includes(source),
  });
}

/** The files of the workspace, and what is no file: it cannot be checked, so it is a finding. */
export async function readTree(
  root: string,
): Promise<{ tree: FileTree; findings: Finding[] }> {
  const tree: FileTree = {};
  const findings: Finding[] = [];
  const visit = async (folder: string) => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (BESIDE.includes(path)) {
        continue;
      }
      if (entry.isDirectory()) {
        await visit(path);
      } else if (entry.isFile()) {
        const file = join(root, path);
        const executable = ((await lstat(file)).mode & 0o100) !== 0;
        tree[path] = {
          content: await readFile(file, 'utf8'),
          ...(executable ? { executable } : {}),
        };
      } else {
        findings.push({
          rule: 'tree.plain-files',
          severity: 'error',
          file: path,
          message: 'this is no plain file but a link or a device',
          remedy: 'Put the file itself there',
        });
      }
    }
  };
  // What a step before has not made is empty.
  if (await lstat(root).catch(() => undefined)) {
    await visit('');
  }
  return { tree, findings };
}
