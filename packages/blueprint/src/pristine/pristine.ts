import { parse } from 'yaml';
import type { FileTree, PlatformBundle, Service } from '@slipway/model';
import { compare } from '../files';
import type { FileClass, PartFile } from '../files';
import { toYaml } from '../kubernetes';
import { GOLDEN_PATH_VERSION } from '../version';
import { digestOf } from '../text/digest';

export const LOCK_FILE = '.slipway/lock';
export const PRISTINE_FILE = '.slipway/pristine';

/** What a repository was last rendered with. */
export interface Lock {
  goldenPath: string;
  bundle: { name: string; version: string; digest: string };
  spec: string;
  files: Record<string, FileClass>;
}

/** The lock and the pristine copy of rendered files. */
export function pristineFiles(
  files: readonly PartFile[],
  service: Service,
  bundle: PlatformBundle,
  /** Of the service in its repository, with a slash behind it. */
  folder = '',
): FileTree {
  const sorted = [...files].sort((a, b) => compare(a.path, b.path));
  const lock: Lock = {
    goldenPath: GOLDEN_PATH_VERSION,
    bundle: {
      name: bundle.name,
      version: bundle.version,
      digest: bundleDigest(bundle),
    },
    // Environments keep their order in the digest: it is the order of promotion.
    spec: digestOf({
      service,
      order: Object.keys(service.spec.environments),
    }),
    files: Object.fromEntries(sorted.map(file => [file.path, file.class])),
  };
  return {
    [`${folder}${LOCK_FILE}`]: {
      content: toYaml(lock, {
        order: 'given',
        comments: {
          '': 'Written by Slipway. What this repository was last rendered with.',
        },
      }),
    },
    [`${folder}${PRISTINE_FILE}`]: {
      content: sorted
        .map(({ path, class: fileClass, content, executable }) =>
          JSON.stringify(
            executable
              ? [path, fileClass, content, 'executable']
              : [path, fileClass, content],
          ),
        )
        .join('\n')
        .concat('\n'),
    },
  };
}

const digests = new WeakMap<PlatformBundle, string>();

/** A bundle is loaded once and rendered with often. */
function bundleDigest(bundle: PlatformBundle): string {
  const digest = digests.get(bundle) ?? digestOf(bundle);
  digests.set(bundle, digest);
  return digest;
}

export function readLock(text: string): Lock {
  return parse(text) as Lock;
}

/** The files as last rendered. */
export function readPristine(text: string): PartFile[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [path, fileClass, content, executable] = JSON.parse(line) as [
        string,
        FileClass,
        string,
        'executable'?,
      ];
      return {
        path,
        class: fileClass,
        content,
        ...(executable ? { executable: true } : {}),
      };
    });
}
