import {
  GOLDEN_PATH_VERSION,
  LOCK_FILE,
  PRISTINE_FILE,
  carriesImages,
  isAsRendered,
  readLock,
  readPristine,
} from '@slipway/blueprint';
import type { PlatformBundle } from '@slipway/model';

/** With what a repository was rendered, or would be. */
export interface RenderedWith {
  /** The blueprint's version. */
  goldenPath: string;
  bundle: { name: string; version: string };
}

export const renderedWithNow = ({
  name,
  version,
}: Pick<PlatformBundle, 'name' | 'version'>): RenderedWith => ({
  goldenPath: GOLDEN_PATH_VERSION,
  bundle: { name, version },
});

/** Where the lock and the pristine copy lie in the folder of a service. */
export const lockFiles = { lock: LOCK_FILE, pristine: PRISTINE_FILE };

/** What a lock says; nothing where it says none of it, as when somebody wrote it. */
export function renderedWith(lock: string): RenderedWith | undefined {
  try {
    const { goldenPath, bundle } = readLock(lock);
    const { name, version } = bundle;
    const said = [goldenPath, name, version];
    return said.every(one => typeof one === 'string' && one.length < 100)
      ? { goldenPath, bundle: { name, version } }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The managed files as they were rendered last, by path; nothing where the copy cannot be read. */
export function managedFiles(
  pristine: string,
): Map<string, string> | undefined {
  try {
    return new Map(
      readPristine(pristine)
        .filter(file => file.class === 'managed')
        .map(({ path, content }) => [path, content]),
    );
  } catch {
    return undefined;
  }
}

export { carriesImages, isAsRendered };
