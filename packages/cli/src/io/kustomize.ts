import { execFile } from 'node:child_process';
import { isDeepStrictEqual, promisify } from 'node:util';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '@slipway/blueprint';
import type { FileTree, Finding } from '@slipway/model';

/** Where kustomize is at hand, it builds each overlay too; what comes out has to be the same. */
export async function kustomizeFindings(
  folder: string,
  tree: FileTree,
  evaluate: (tree: FileTree, overlay: string) => KubernetesObject[],
): Promise<Finding[]> {
  const program = process.env.SLIPWAY_KUSTOMIZE ?? 'kustomize';
  const build = (...args: string[]) =>
    promisify(execFile)(program, args, { maxBuffer: 64 << 20 });
  if (!(await build('version').catch(() => undefined))) {
    return [];
  }
  const overlays = Object.keys(tree).flatMap(path => {
    const [, overlay] =
      /^((?:.*\/)?overlays\/.+)\/kustomization\.yaml$/.exec(path) ?? [];
    return overlay ? [overlay] : [];
  });
  const found = await Promise.all(
    overlays.map(async overlay => {
      const own = attempt(() => evaluate(tree, overlay));
      const built = await build('build', join(folder, overlay)).then(
        ({ stdout }) =>
          parseAllDocuments(stdout).map(one => one.toJS() as KubernetesObject),
        () => undefined,
      );
      // What one of them cannot build is a finding already, or for kustomize itself to say.
      return own && built && !isDeepStrictEqual(byName(own), byName(built))
        ? [
            {
              rule: 'kustomize.same',
              severity: 'error' as const,
              message: `kustomize builds ${overlay} otherwise than it was evaluated here`,
              remedy:
                'Report it with the folder: what was checked is not what is applied',
              file: `${overlay}/kustomization.yaml`,
            },
          ]
        : [];
    }),
  );
  return found.flat();
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function byName(objects: KubernetesObject[]) {
  return Object.fromEntries(
    objects.map(object => [
      `${object.apiVersion}/${object.kind}/${object.metadata.namespace}/${object.metadata.name}`,
      // Without fields that are there and undefined.
      JSON.parse(JSON.stringify(object)),
    ]),
  );
}
