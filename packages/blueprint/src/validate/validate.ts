import type { FileTree, Finding, PlatformBundle } from '@slipway/model';
import { evaluateOverlay, OverlayError } from '../kustomize';
import { readYaml } from '../kustomize/load';
import { applicationFindings } from './applications';
import { error } from './objects';
import { overlaysOf } from './overlays';
import { policyFindings } from './policy';
import { quotaFindings } from './quota/quota';
import { targetFindings } from './targets';
import { referenceFindings } from './references';
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
    ...yamlFindings(tree),
    ...overlaysOf(tree).flatMap(folder => overlayFindings(tree, folder)),
    ...applicationFindings(tree, bundle),
  ]);
}

function yamlFindings(tree: FileTree): Finding[] {
  return Object.keys(tree)
    .filter(path => /\.ya?ml$/.test(path))
    .flatMap(path => attempt(path, () => readYaml(tree, path)).findings);
}

function overlayFindings(tree: FileTree, folder: string): Finding[] {
  const file = `${folder}/kustomization.yaml`;
  const { value, findings } = attempt(file, () =>
    evaluateOverlay(tree, folder),
  );
  return value
    ? [
        schemaFindings,
        policyFindings,
        referenceFindings,
        quotaFindings,
        targetFindings,
      ]
        .flatMap(rules => rules(value))
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
