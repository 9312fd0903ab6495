import { nearestName } from '@slipway/model';
import type { FileTree, Finding, PlatformBundle } from '@slipway/model';
import { at } from '../kubernetes';
import type { KubernetesObject } from '../kubernetes';
import { readObjects } from '../kustomize/load';
import { error, nameOf } from './objects';

/** Applications that lead to an overlay of this tree and to a cluster of this platform. */
export function applicationFindings(
  tree: FileTree,
  bundle: PlatformBundle,
): Finding[] {
  return Object.keys(tree)
    .filter(path => /(^|\/)argocd\/.+\.yaml$/.test(path))
    .flatMap(file =>
      applicationsIn(tree, file).flatMap(application =>
        [
          ...pathFindings(application, tree),
          ...clusterFindings(application, bundle),
        ].map(finding => ({ ...finding, file })),
      ),
    );
}

function applicationsIn(tree: FileTree, file: string): KubernetesObject[] {
  try {
    return readObjects(tree, file).filter(({ kind }) => kind === 'Application');
  } catch {
    // What does not parse has its finding already.
    return [];
  }
}

function pathFindings(
  application: KubernetesObject,
  tree: FileTree,
): Finding[] {
  const path = at(application, 'spec', 'source', 'path');
  return Object.hasOwn(tree, `${path}/kustomization.yaml`)
    ? []
    : [
        error(
          'reference.application-path',
          `${nameOf(
            application,
          )} deploys '${path}', which has no kustomization.yaml`,
          'Name the folder of an overlay',
        ),
      ];
}

function clusterFindings(
  application: KubernetesObject,
  bundle: PlatformBundle,
): Finding[] {
  const cluster = String(at(application, 'spec', 'destination', 'name'));
  const known = Object.keys(bundle.clusters);
  return known.includes(cluster)
    ? []
    : [
        error(
          'reference.cluster',
          `${nameOf(
            application,
          )} deploys to '${cluster}', which the platform does not have`,
          `Write ${nearestName(cluster, known) ?? known.join(' or ')}`,
        ),
      ];
}
