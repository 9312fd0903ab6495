import { nearestName } from '@slipway/model';
import type { FileTree, Finding, PlatformBundle } from '@slipway/model';
import { at } from '../../kubernetes';
import type { KubernetesObject } from '../../kubernetes';
import { readObjects } from '../../kustomize/load';
import { error, nameOf } from '../objects';
import { schemaFindings } from '../schema';
import { applicationChartFindings, releaseChartFindings } from './charts';

/** The clusters that an overlay is deployed to, as far as Applications of the tree tell. */
export function clustersOf(tree: FileTree, folder: string): string[] {
  return deliveryFiles(tree)
    .flatMap(file => objectsIn(tree, file))
    .filter(
      object =>
        object.kind === 'Application' &&
        at(object, 'spec', 'source', 'path') === folder,
    )
    .flatMap(object => at(object, 'spec', 'destination', 'name') ?? [])
    .map(String);
}

function deliveryFiles(tree: FileTree): string[] {
  return Object.keys(tree).filter(path =>
    /(^|\/)(argocd|flux)\/.+\.ya?ml$/.test(path),
  );
}

/** What Argo CD and Flux read leads to overlays of this tree, and to clusters and sources that are there. */
export function deliveryFindings(
  tree: FileTree,
  bundle: PlatformBundle,
): Finding[] {
  return deliveryFiles(tree).flatMap(file => {
    const objects = objectsIn(tree, file);
    return objects
      .flatMap(object => findingsOf(object, objects, tree, bundle))
      .concat(schemaFindings(objects))
      .map(finding => ({ ...finding, file }));
  });
}

function objectsIn(tree: FileTree, file: string): KubernetesObject[] {
  try {
    return readObjects(tree, file);
  } catch {
    // What does not parse has its finding already.
    return [];
  }
}

function findingsOf(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
  tree: FileTree,
  bundle: PlatformBundle,
): Finding[] {
  const { apiVersion, kind } = object;
  if (kind === 'Application') {
    return [
      ...(at(object, 'spec', 'source', 'helm') === undefined
        ? pathFindings(object, at(object, 'spec', 'source', 'path'), tree)
        : applicationChartFindings(object, tree)),
      ...clusterFindings(object, bundle),
    ];
  }
  if (kind === 'HelmRelease' && apiVersion.includes('fluxcd.io/')) {
    return [
      ...releaseChartFindings(object, objects, tree),
      ...sourceFindings(object, objects, 'spec', 'chart', 'spec'),
    ];
  }
  return kind === 'Kustomization' && apiVersion.includes('fluxcd.io/')
    ? [
        ...pathFindings(
          object,
          String(at(object, 'spec', 'path') ?? '.').replace(/^\.\//, ''),
          tree,
        ),
        ...sourceFindings(object, objects, 'spec'),
      ]
    : [];
}

function pathFindings(
  object: KubernetesObject,
  path: unknown,
  tree: FileTree,
): Finding[] {
  const chart = at(object, 'spec', 'source', 'chart') !== undefined;
  // A chart, or plain manifests, may lie there as well.
  const inside = [path, '']
    .join('/')
    .replace(/^\.?\/+$/, '')
    .replace(/\/+$/, '/');
  return chart || Object.keys(tree).some(file => file.startsWith(inside))
    ? []
    : [
        error(
          'reference.application-path',
          `${nameOf(object)} deploys '${path}', and there is no such folder`,
          'Name the folder of an overlay',
        ),
      ];
}

function sourceFindings(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
  ...place: string[]
): Finding[] {
  const kind = at(object, ...place, 'sourceRef', 'kind');
  const name = at(object, ...place, 'sourceRef', 'name');
  const sources = objects.filter(({ apiVersion }) =>
    apiVersion.startsWith('source.toolkit.fluxcd.io/'),
  );
  // Where the file brings no source, it is that of the whole repository.
  return sources.length === 0 ||
    sources.some(
      source => source.kind === kind && source.metadata.name === name,
    )
    ? []
    : [
        error(
          'reference.source',
          `${nameOf(object)} reads ${kind} '${name}', which is not there`,
          `Write ${sources[0].metadata.name}`,
        ),
      ];
}

function clusterFindings(
  application: KubernetesObject,
  bundle: PlatformBundle,
): Finding[] {
  const cluster = at(application, 'spec', 'destination', 'name');
  const known = Object.keys(bundle.clusters);
  // A cluster may be told by its address instead, which nobody here knows.
  return typeof cluster !== 'string' || !cluster || known.includes(cluster)
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
