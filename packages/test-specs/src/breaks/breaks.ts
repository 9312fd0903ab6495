import type { FileTree } from '@slipway/model';
import { fields } from './fields';
import { files } from './files';
import { kustomize } from './kustomize';
import { policy } from './policy';
import { references } from './references';
import { sense } from './sense';

/** One way in which people break what was sound. */
export interface Break {
  what: string;
  /** The rule of our validator that names it. */
  rule: string;
  file: string;
  from: string | RegExp;
  to: string;
}

export const breaks: readonly Break[] = [
  ...fields,
  ...sense,
  ...references,
  ...kustomize,
  ...policy,
  ...files,
].map(([what, rule, file, from, to]) => ({ what, rule, file, from, to }));

/** The tree with the break in it; throws where nothing was broken, for then the break tells nothing. */
export function broken(
  tree: FileTree,
  { what, file, from, to }: Break,
): FileTree {
  const content = tree[file]?.content.replace(from, to);
  if (content === undefined || content === tree[file].content) {
    throw new Error(`${what}: ${file} has nothing to break`);
  }
  return { ...tree, [file]: { ...tree[file], content } };
}
