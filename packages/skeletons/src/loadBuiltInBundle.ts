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
    environments: [
      { name: 'dev', cluster: 'local' },
      { name: 'staging', cluster: 'eu-1' },
      { name: 'prod', cluster: 'eu-1' },
    ],
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

const SHAPES = 'shapes.json';

/**
 * Every folder of `root` is a skeleton of that name, such as `go-http`. One that has a shapes.json is a runtime instead: the
 * file says which of its folders lie over each other in each shape, so that what shapes have in common is written once.
 */
export async function loadSkeletons(
  root: string,
): Promise<Record<string, FileTree>> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter(entry => entry.isDirectory());
  const skeletons = await Promise.all(
    folders.map(({ name }) => skeletonsOf(name, join(root, name))),
  );
  return Object.fromEntries(skeletons.flat());
}

async function skeletonsOf(
  name: string,
  folder: string,
): Promise<[string, FileTree][]> {
  const shapes = await readFile(join(folder, SHAPES), 'utf8').then(
    text => JSON.parse(text) as Record<string, string[]>,
    () => undefined,
  );
  if (!shapes) {
    return [[name, await readTree(folder)]];
  }
  return Promise.all(
    Object.entries(shapes).map(async ([shape, layers]) => [
      `${name}-${shape}`,
      Object.assign(
        {},
        ...(await Promise.all(
          layers.map(layer => readTree(join(folder, layer))),
        )),
      ),
    ]),
  ) as Promise<[string, FileTree][]>;
}

/** Every file below a folder. */
export async function readTree(root: string): Promise<FileTree> {
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
