import type { FileTree } from '@slipway/model';

/** What one look at a repository tells, and by what it was told. */
export interface Seen {
  what: string;
  /** The file that says so. */
  by: string;
}

/** The files of the service, by their path from its folder. */
export type Files = FileTree;

export function textOf(files: Files, path: string): string | undefined {
  return Object.hasOwn(files, path) ? files[path].content : undefined;
}

/** The paths that a rule speaks of, the ones nearest to the root first. */
export function pathsOf(files: Files, pattern: RegExp): string[] {
  return Object.keys(files)
    .filter(path => pattern.test(path) && !isForeign(path))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

/** What others wrote, and what is built, tells nothing of this service. */
export function isForeign(path: string): boolean {
  return /(^|\/)(node_modules|vendor|third_party|testdata|\.venv|dist|build|target)\//.test(
    path,
  );
}

function depth(path: string): number {
  return path.split('/').length;
}
