import { GoldenPathFacts } from '@slipway/plugin-slipway-common';
import {
  carriesImages,
  isAsRendered,
  lockFiles,
  managedFiles,
  renderedWith,
} from '@slipway/plugin-slipway-node';
import { createHash } from 'node:crypto';
import { ServerError } from '../servers/problems';
import { RepositoryFiles } from './RepositoryFiles';
import { Repository } from './repository';

/** So many are named; who wants to see all of them asks `slipway diff`. */
const MOST = 20;
/** Files whose tags may have changed, which have to be read for that. */
const MOST_READ = 30;

/** What was read at one commit. */
export interface GoldenPathRead
  extends Pick<GoldenPathFacts, 'known' | 'permission' | 'lock' | 'files'> {
  /** At which commit; left out where it could not be read. */
  head?: string;
  /** The repository has a lock. */
  locked: boolean;
}

/** Reads what repositories were rendered with, at a commit: what does not change is read once. */
export class GoldenPathReader {
  constructor(
    private readonly files: Pick<RepositoryFiles, 'file' | 'digests'>,
  ) {}

  /** What cannot be read is told as it was; only a host that wants to be left alone is told to who asks. */
  async at(
    repository: Repository,
    head: string,
    before: GoldenPathRead | undefined,
    signal: AbortSignal,
  ): Promise<GoldenPathRead> {
    if (before?.head === head) {
      return before;
    }
    try {
      return { ...(await this.read(repository, head, signal)), head };
    } catch (error) {
      if (
        !(error instanceof ServerError) ||
        error.retryAfterMs ||
        signal.aborted
      ) {
        throw error;
      }
      const { head: _, ...known } = before ?? { locked: false };
      return {
        ...known,
        known: error.problem,
        ...(error.problem === 'denied' && {
          permission: 'read on its contents',
        }),
      };
    }
  }

  private async read(
    repository: Repository,
    head: string,
    signal: AbortSignal,
  ): Promise<Omit<GoldenPathRead, 'head'>> {
    const inFolder = (path: string) =>
      [repository.path?.replace(/\/+$/, ''), path].filter(Boolean).join('/');
    const text = (path: string) =>
      this.files.file(repository, path, signal, head);
    const lock = await text(inFolder(lockFiles.lock));
    if (lock === undefined) {
      return { known: 'data', locked: false };
    }
    const pristine = await text(inFolder(lockFiles.pristine));
    const managed = pristine ? managedFiles(pristine) : undefined;
    const digests =
      managed && (await this.files.digests(repository, head, signal));
    return {
      known: 'data',
      locked: true,
      lock: renderedWith(lock),
      ...(managed &&
        digests && { files: await this.changed(managed, digests, text) }),
    };
  }

  private async changed(
    managed: ReadonlyMap<string, string>,
    digests: ReadonlyMap<string, string>,
    text: (path: string) => Promise<string | undefined>,
  ): Promise<NonNullable<GoldenPathFacts['files']>> {
    const changed: string[] = [];
    let left = MOST_READ;
    for (const [path, content] of managed) {
      if (digests.get(path) === digestOf(content)) {
        continue;
      }
      // What the pipeline writes into is changed by nobody where nothing but tags is another.
      const mayBe = carriesImages(path) && digests.has(path) && left > 0;
      left -= mayBe ? 1 : 0;
      const current = mayBe ? await text(path) : undefined;
      if (current === undefined || !isAsRendered(path, content, current)) {
        changed.push(path);
      }
    }
    const more = changed.length - MOST;
    return {
      managed: managed.size,
      changed: changed.slice(0, MOST),
      ...(more > 0 && { more }),
    };
  }
}

/** As Git names what is in a file. */
function digestOf(content: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest('hex');
}
