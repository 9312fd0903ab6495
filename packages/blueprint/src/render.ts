import { nearestName } from '@slipway/model';
import type {
  FileTree,
  Finding,
  PlatformBundle,
  Service,
} from '@slipway/model';
import { renderContext } from './context';
import type { RenderContext } from './context';
import { toTree } from './files';
import type { PartFile } from './files';
import { parts } from './parts';
import { skeletonKey, skeletonValues } from './parts/source/source';
import { unknownVariables } from './parts/source/template';
import { pristineFiles } from './pristine';

export interface Rendered {
  /** Empty when a finding is an error. */
  tree: FileTree;
  findings: Finding[];
}

/** The files of a service's repository: the same for the same spec and bundle, byte by byte. */
export function renderService(
  service: Service,
  bundle: PlatformBundle,
): Rendered {
  const ctx = renderContext(service, bundle);
  const before = [...clusterFindings(ctx), ...skeletonFindings(ctx)];
  if (before.length > 0) {
    return { tree: {}, findings: before };
  }
  const files = parts.flatMap(part => part.render(ctx));
  const twice = duplicates(files);
  return twice.length > 0
    ? { tree: {}, findings: twice }
    : {
        tree: { ...toTree(files), ...pristineFiles(files, service, bundle) },
        findings: [],
      };
}

function clusterFindings(ctx: RenderContext): Finding[] {
  const known = Object.keys(ctx.bundle.clusters);
  return ctx.environments
    .filter(({ cluster }) => !known.includes(cluster))
    .map(({ name, cluster }) => {
      const near = nearestName(cluster, known);
      return {
        rule: 'bundle.cluster-known',
        severity: 'error',
        message: `the platform has no cluster '${cluster}'`,
        remedy: near ? `Write ${near}` : `Choose one of ${known.join(', ')}`,
        path: `spec.environments.${name}.cluster`,
      };
    });
}

function skeletonFindings(ctx: RenderContext): Finding[] {
  const key = skeletonKey(ctx);
  const { skeletons } = ctx.bundle;
  return Object.hasOwn(skeletons, key)
    ? unknownVariables(skeletons[key], Object.keys(skeletonValues(ctx)))
    : [
        {
          rule: 'bundle.skeleton-known',
          severity: 'error',
          message: `the platform has no skeleton '${key}'`,
          remedy: `Choose a runtime and type of ${Object.keys(skeletons).join(
            ', ',
          )}`,
          path: 'spec.runtime',
        },
      ];
}

function duplicates(files: readonly PartFile[]): Finding[] {
  const paths = files.map(({ path }) => path);
  return [...new Set(paths.filter((path, i) => paths.indexOf(path) < i))].map(
    file => ({
      rule: 'bundle.one-writer',
      severity: 'error',
      message: 'two parts write the same file',
      remedy: 'Remove it from the skeleton: the blueprint writes it',
      file,
    }),
  );
}
