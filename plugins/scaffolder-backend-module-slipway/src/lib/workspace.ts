import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { serializeDirectoryContents } from '@backstage/plugin-scaffolder-node';
import type { FileTree } from '@slipway/model';

/** The one place that writes a tree to disk. A link that an earlier step left is never followed. */
export async function writeTree(root: string, tree: FileTree): Promise<void> {
  for (const [path, file] of Object.entries(tree)) {
    const target = resolveSafeChildPath(root, path);
    await mkdir(dirname(target), { recursive: true });
    const existing = await lstat(target).catch(() => undefined);
    if (existing?.isSymbolicLink()) {
      throw new NotAllowedError(
        `${path} is a symbolic link in the workspace; remove it before this step`,
      );
    }
    await writeFile(target, file.content, {
      mode: file.executable ? 0o755 : 0o644,
    });
  }
}

export async function readTree(root: string): Promise<FileTree> {
  const files = await serializeDirectoryContents(root);
  return Object.fromEntries(
    files
      .filter(({ symlink }) => !symlink)
      .map(({ path, content, executable }) => [
        path,
        {
          content: content.toString('utf8'),
          ...(executable ? { executable } : {}),
        },
      ]),
  );
}
