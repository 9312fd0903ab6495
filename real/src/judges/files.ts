import fs from 'node:fs/promises';
import path from 'node:path';
import type { FileTree } from '@slipway/model';

/** Puts a tree into a folder, as the portal's action does. */
export async function writeTree(tree: FileTree, folder: string): Promise<void> {
  for (const [name, file] of Object.entries(tree)) {
    const target = path.join(folder, name);
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.writeFile(target, file.content, {
      mode: file.executable ? 0o755 : 0o644,
    });
  }
}

/** The folders of a tree that hold an overlay. */
export function overlaysOf(tree: FileTree): string[] {
  return Object.keys(tree)
    .filter(name => /(^|\/)overlays\/.+\/kustomization\.yaml$/.test(name))
    .map(name => path.posix.dirname(name))
    .sort();
}

/** The files of a tree that are applied to the cluster of Argo CD. */
export function argocdFilesOf(tree: FileTree): string[] {
  return Object.keys(tree)
    .filter(name => /^deploy\/argocd\/[^/]+\.yaml$/.test(name))
    .sort();
}
