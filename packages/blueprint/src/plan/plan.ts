import type { FileTree } from '@slipway/model';
import { compare } from '../files';
import { PRISTINE_FILE, readPristine } from '../pristine';
import { carryImages } from './images';

export type Step =
  /** Not there yet. */
  | 'create'
  /** As it was rendered last, so it may be written anew. */
  | 'update'
  /** Rendered no more, and as it was. */
  | 'delete'
  /** Says already what it is to say, or is the team's own. */
  | 'keep'
  /** Somebody changed it, or it was there before: nothing is written without asking. */
  | 'conflict';

export interface PlannedFile {
  path: string;
  step: Step;
  /** What it says now, where it is there. */
  before?: string;
  /** What it is to say; nothing where it is to go. */
  after?: string;
  executable?: boolean;
}

/**
 * What rendering would do to a folder. Tags and digests are the pipeline's, and are taken from the folder; files that a team
 * has changed since they were rendered are never overwritten in silence.
 */
export function planFiles(folder: FileTree, rendered: FileTree): PlannedFile[] {
  const wanted = carryImages(rendered, folder);
  const last = lastRendered(folder);
  const now = lastRendered(rendered);
  const seeded = (path: string) => now.has(path) && now.get(path) === undefined;
  const paths = new Set([...Object.keys(wanted), ...last.keys()]);
  return [...paths]
    .sort(compare)
    .map(path => planFile(path, folder, wanted, last, seeded(path)));
}

/** What the folder was last rendered as, by path: managed files with their text, the team's own without. */
function lastRendered(folder: FileTree): Map<string, string | undefined> {
  const found = Object.keys(folder).filter(
    path => path === PRISTINE_FILE || path.endsWith(`/${PRISTINE_FILE}`),
  );
  const files = found.flatMap(path => readPristine(folder[path].content));
  const asRendered = Object.fromEntries(
    files.map(({ path, content }) => [path, { content }]),
  );
  // As it would be with the tags of today.
  const carried = carryImages(asRendered, folder);
  return new Map(
    files.map(({ path, class: owner }) => [
      path,
      owner === 'managed' ? carried[path].content : undefined,
    ]),
  );
}

function planFile(
  path: string,
  folder: FileTree,
  wanted: FileTree,
  last: ReadonlyMap<string, string | undefined>,
  seeded: boolean,
): PlannedFile {
  const before = Object.hasOwn(folder, path) ? folder[path].content : undefined;
  const file = Object.hasOwn(wanted, path) ? wanted[path] : undefined;
  const untouched = before === last.get(path);
  const plan = (step: Step): PlannedFile => ({
    path,
    step,
    ...(before === undefined ? {} : { before }),
    ...(file ? { after: file.content } : {}),
    ...(file?.executable ? { executable: true } : {}),
  });
  const own = /(^|\/)\.slipway\//.test(path);
  if (!file) {
    // What is the team's own stays theirs, and what they removed stays away.
    if (before === undefined || last.get(path) === undefined) {
      return plan('keep');
    }
    return plan(untouched ? 'delete' : 'conflict');
  }
  if (before === undefined) {
    return plan('create');
  }
  // What is written once is the team's own from then on, also when it was there first.
  if (before === file.content || seeded) {
    return plan('keep');
  }
  return plan(own || untouched ? 'update' : 'conflict');
}
