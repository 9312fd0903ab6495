import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { FileTree, PlatformBundle } from '@slipway/model';
import { version } from '../package.json';

/** The platform that Slipway brings: what a platform team starts from. Reads the skeletons from disk. */
export async function loadBuiltInBundle(): Promise<PlatformBundle> {
  return {
    name: '@slipway/skeletons',
    version,
    defaults: {},
    clusters: {
      local: { kubernetesVersion: '1.36', apis: [], local: true },
      'eu-1': { kubernetesVersion: '1.36', apis: [] },
    },
    registry: 'registry.example.org',
    // Found without Backstage, which the command line does without.
    skeletons: await loadSkeletons(
      join(
        dirname(require.resolve('@slipway/skeletons/package.json')),
        'files',
      ),
    ),
    argocd: { namespace: 'argocd', project: 'default' },
  };
}

/** Every folder of `root` is a skeleton of that name. */
export async function loadSkeletons(
  root: string,
): Promise<Record<string, FileTree>> {
  const entries = await readdir(root, { withFileTypes: true });
  const skeletons = entries.filter(entry => entry.isDirectory());
  return Object.fromEntries(
    await Promise.all(
      skeletons.map(async ({ name }) => [
        name,
        await readTree(join(root, name)),
      ]),
    ),
  );
}

async function readTree(root: string): Promise<FileTree> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    await Promise.all(
      files.map(async file => {
        const executable = ((await stat(file)).mode & 0o100) !== 0;
        return [
          publishedName(relative(root, file).split(sep).join('/')),
          {
            content: await readFile(file, 'utf8'),
            ...(executable ? { executable } : {}),
          },
        ];
      }),
    ),
  );
}

/** npm leaves files named `.gitignore` out of a package; authors name them `dot-gitignore`. */
function publishedName(path: string): string {
  return path.replace(/(^|\/)dot-gitignore$/, '$1.gitignore');
}
