/** A file tree as plain data: path (relative, `/`-separated) to content. */
export type FileTree = Record<string, TreeFile>;

export interface TreeFile {
  content: string;
  executable?: boolean;
}
