import type { FileTree, Finding, PlatformBundle } from '@slipway/model';
import type { KubernetesObject } from '../kubernetes';
import { evaluateOverlay, OverlayError } from '../kustomize';
import { readYaml } from '../kustomize/load';
import { sameName, sameNames } from '../sameNames';
import {
  dockerfileFindings,
  tiltfileFindings,
  workflowFindings,
} from './files';
import { error } from './objects';
import { overlaysOf } from './overlays';
import { policyFindings } from './policy';
import { quotaFindings } from './quota/quota';
import { sensibleFindings } from './pods';
import {
  clustersOf,
  configurationFindings,
  deliveryFindings,
  networkFindings,
  selectorFindings,
  targetFindings,
  volumeFindings,
} from './references';
import { schemaFindings } from './schema';

/**
 * What would keep a tree from working, before anything is published: YAML that does not parse, overlays that do not
 * evaluate, objects that lack fields or break policy, references that lead nowhere. All findings at once.
 */
export function validateTree(
  tree: FileTree,
  bundle: PlatformBundle,
): Finding[] {
  return unique([
    ...nameFindings(tree),
    ...yamlFindings(tree),
    ...overlaysOf(tree).flatMap(folder =>
      overlayFindings(tree, folder, bundleFor(tree, folder, bundle)),
    ),
    ...deliveryFindings(tree, bundle),
    ...dockerfileFindings(tree),
    ...workflowFindings(tree),
    ...tiltfileFindings(tree),
  ]);
}

/** The platform as an overlay meets it: with the cluster that it is for, where that is told. */
function bundleFor(
  tree: FileTree,
  folder: string,
  bundle: PlatformBundle,
): PlatformBundle {
  const own = clustersOf(tree, folder);
  const clusters = Object.entries(bundle.clusters).filter(([name]) =>
    own.includes(name),
  );
  return clusters.length
    ? { ...bundle, clusters: Object.fromEntries(clusters) }
    : bundle;
}

/** The check-out of one of them would take the other's place, unseen. */
function nameFindings(tree: FileTree): Finding[] {
  return sameNames(Object.keys(tree)).map(names => ({
    ...error(
      'tree.one-name',
      `there are ${sameName(names)}`,
      'Remove one of them, or give it another name',
    ),
    file: names[0],
  }));
}

function yamlFindings(tree: FileTree): Finding[] {
  return (
    Object.keys(tree)
      .filter(path => /\.ya?ml$/.test(path) && !isTemplate(tree, path))
      // Examples in texts leave things out.
      .filter(path => !/(^|\/)docs\//.test(path))
      .flatMap(path => attempt(path, () => readYaml(tree, path)).findings)
  );
}

/** What a template engine reads first, as in charts, is no YAML yet. */
function isTemplate(tree: FileTree, path: string): boolean {
  const [, chart] = /^(.*?)templates\//.exec(path) ?? [];
  return (
    (chart !== undefined && Object.hasOwn(tree, `${chart}Chart.yaml`)) ||
    /^\s*\{[{%]/m.test(tree[path].content)
  );
}

/** What is asked of the objects of an overlay. */
const objectRules: readonly ((
  objects: KubernetesObject[],
  bundle: PlatformBundle,
) => Finding[])[] = [
  schemaFindings,
  sensibleFindings,
  policyFindings,
  selectorFindings,
  targetFindings,
  configurationFindings,
  volumeFindings,
  networkFindings,
  quotaFindings,
];

function overlayFindings(
  tree: FileTree,
  folder: string,
  bundle: PlatformBundle,
): Finding[] {
  const file = `${folder}/kustomization.yaml`;
  const { value, findings } = attempt(file, () =>
    evaluateOverlay(tree, folder),
  );
  return value
    ? objectRules
        .flatMap(rules => rules(value, bundle))
        .map(finding => ({ ...finding, file }))
    : findings;
}

function attempt<T>(
  file: string,
  read: () => T,
): { value?: T; findings: Finding[] } {
  try {
    return { value: read(), findings: [] };
  } catch (failure) {
    const finding =
      failure instanceof OverlayError
        ? failure.finding
        : { ...error('yaml.read', String(failure), 'Mend the file'), file };
    return { findings: [finding] };
  }
}

function unique(findings: Finding[]): Finding[] {
  return [...new Map(findings.map(f => [JSON.stringify(f), f])).values()];
}
