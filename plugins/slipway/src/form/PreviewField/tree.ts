import type { PreviewFile } from '@slipway/plugin-slipway-common';

export interface Folder {
  /** As it is shown: `cmd/server` where `cmd` has nothing else. */
  name: string;
  path: string;
  folders: Folder[];
  files: PreviewFile[];
}

/** Files by their folders, each level in the order of the alphabet. */
export function treeOf(files: readonly PreviewFile[]): Folder {
  const root: Folder = { name: '', path: '', folders: [], files: [] };
  for (const file of files) {
    let at = root;
    for (const name of file.path.split('/').slice(0, -1)) {
      const path = at.path ? `${at.path}/${name}` : name;
      let next = at.folders.find(folder => folder.path === path);
      if (!next) {
        next = { name, path, folders: [], files: [] };
        at.folders.push(next);
      }
      at = next;
    }
    at.files.push(file);
  }
  return { ...root, folders: root.folders.map(shortened).sort(byName) };
}

function shortened(folder: Folder): Folder {
  const [only, ...others] = folder.folders;
  return only && others.length === 0 && folder.files.length === 0
    ? shortened({ ...only, name: `${folder.name}/${only.name}` })
    : {
        ...folder,
        folders: folder.folders.map(shortened).sort(byName),
        files: [...folder.files].sort((a, b) => (a.path < b.path ? -1 : 1)),
      };
}

function byName(a: Folder, b: Folder): number {
  return a.name < b.name ? -1 : 1;
}

export type Change = 'added' | 'edited';

export interface Changes {
  /** By path. */
  files: ReadonlyMap<string, Change>;
  removed: number;
}

/** What became of the files of one render in the next. */
export function changesBetween(
  before: readonly PreviewFile[],
  after: readonly PreviewFile[],
): Changes {
  const key = ({ central, path }: PreviewFile) => `${Boolean(central)}${path}`;
  const old = new Map(before.map(file => [key(file), file.digest]));
  const now = new Set(after.map(key));
  const changed = after.filter(file => old.get(key(file)) !== file.digest);
  return {
    files: new Map(
      changed.map(file => [file.path, old.has(key(file)) ? 'edited' : 'added']),
    ),
    removed: before.filter(file => !now.has(key(file))).length,
  };
}
