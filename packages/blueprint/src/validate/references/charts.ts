import { nearestName } from '@slipway/model';
import type { FileTree, Finding } from '@slipway/model';
import { at } from '../../kubernetes';
import type { KubernetesObject } from '../../kubernetes';
import { pathInTree, readYaml } from '../../kustomize/load';
import { error, nameOf } from '../objects';

/** What leads out of the tree stays as it is, and nothing is there. */
const inTree = (path: string, folder = '') =>
  pathInTree(folder, path.replace(/^\/+/, '')) ?? path;

const texts = (values: unknown): string[] =>
  Array.isArray(values) ? values.map(String) : [];

/** Charts and values that Argo CD is to deploy are there. */
export function applicationChartFindings(
  object: KubernetesObject,
  tree: FileTree,
): Finding[] {
  const { repoURL, path, helm } = at(object, 'spec', 'source') as {
    repoURL?: string;
    path?: string;
    helm?: { valueFiles?: string[]; ignoreMissingValueFiles?: boolean };
  };
  // A chart of a registry is not in any tree.
  return typeof path === 'string'
    ? chartFindings(object, tree, repoURL, {
        path,
        files: helm?.ignoreMissingValueFiles
          ? []
          : texts(helm?.valueFiles)
              // Of another source, or of another machine.
              .filter(file => !/^\$|:\/\//.test(file))
              .map(file => inTree(file, file.startsWith('/') ? '' : path)),
      })
    : [];
}

/** Charts and values that Flux is to deploy are there. */
export function releaseChartFindings(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
  tree: FileTree,
): Finding[] {
  const spec = (at(object, 'spec', 'chart', 'spec') ?? {}) as {
    chart?: string;
    valuesFiles?: string[];
    ignoreMissingValuesFiles?: boolean;
    sourceRef?: { kind?: string; name?: string };
  };
  const source = objects.find(
    ({ kind, metadata }) =>
      kind === 'GitRepository' &&
      kind === spec.sourceRef?.kind &&
      metadata.name === spec.sourceRef.name,
  );
  return source && spec.chart
    ? chartFindings(object, tree, at(source, 'spec', 'url'), {
        path: spec.chart,
        files: spec.ignoreMissingValuesFiles ? [] : texts(spec.valuesFiles),
      })
    : [];
}

function chartFindings(
  object: KubernetesObject,
  tree: FileTree,
  url: unknown,
  chart: { path: string; files: string[] },
): Finding[] {
  const path = inTree(chart.path);
  if (!isHere(tree, url, path)) {
    return [];
  }
  if (!Object.hasOwn(tree, `${path}/Chart.yaml`)) {
    const near = nearestName(path, chartsOf(tree)) ?? chartsOf(tree)[0];
    return [
      error(
        'reference.chart',
        `${nameOf(object)} deploys the chart '${path}', and there is none`,
        near
          ? `Write ${near}`
          : 'Add the chart, or deploy overlays: delivery.layout in-repo',
      ),
    ];
  }
  return chart.files
    .map(file => inTree(file))
    .filter(file => !Object.hasOwn(tree, file))
    .map(file =>
      error(
        'reference.values-file',
        `${nameOf(object)} reads the values of '${file}', which is not there`,
        'Add the file, or remove it from the list',
      ),
    );
}

function chartsOf(tree: FileTree): string[] {
  return Object.keys(tree)
    .filter(path => path.endsWith('/Chart.yaml'))
    .map(path => path.replace('/Chart.yaml', ''));
}

/**
 * Whether the tree is that of the repository which is to have the chart: it says so itself, or has something there. Of
 * another repository nobody here knows what it has.
 */
function isHere(tree: FileTree, url: unknown, path: string): boolean {
  return (
    Object.keys(tree).some(file => file.startsWith(`${path}/`)) ||
    Object.keys(tree)
      .filter(file => /(^|\/)slipway\.yaml$/.test(file))
      .some(file => sameRepository(urlOf(tree, file), url))
  );
}

function urlOf(tree: FileTree, file: string): unknown {
  try {
    const [document] = readYaml(tree, file) as any[];
    return document?.spec?.repository?.url;
  } catch {
    // What does not parse has its finding already.
    return undefined;
  }
}

function sameRepository(one: unknown, other: unknown): boolean {
  const bare = (url: unknown) => String(url).replace(/(\.git)?\/?$/, '');
  return typeof one === 'string' && bare(one) === bare(other);
}
