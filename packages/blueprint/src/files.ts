import type { FileTree } from '@slipway/model';

/**
 * Who a file belongs to after the first render. An upgrade writes managed files anew and merges users' edits;
 * a seeded file is written once and is the team's from then on.
 */
export type FileClass = 'managed' | 'seeded';

export interface PartFile {
  path: string;
  content: string;
  class: FileClass;
  executable?: boolean;
  /** From the root of the repository, rather than the folder of the service. */
  placed?: true;
  /** In the GitOps repository rather than the service's own. */
  central?: true;
}

export interface WrittenFile extends PartFile {
  /** The part that writes it; nothing where the layout does. */
  by?: string;
}

export const managed = (path: string, content: string): PartFile => ({
  path,
  content,
  class: 'managed',
});

export const seeded = (path: string, content: string): PartFile => ({
  path,
  content,
  class: 'seeded',
});

/** Plain data, in the order of paths. */
export function toTree(files: readonly PartFile[]): FileTree {
  return Object.fromEntries(
    [...files]
      .sort((a, b) => compare(a.path, b.path))
      .map(({ path, content, executable }) => [
        path,
        executable ? { content, executable } : { content },
      ]),
  );
}

/** The order of code units: the same on every machine, whatever its locale. */
export function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
