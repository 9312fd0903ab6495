import { added, labels } from '@slipway/model';
import type { Amounts, FileTree } from '@slipway/model';
import { evaluateOverlay } from '../../kustomize';
import type { KubernetesObject } from '../../kubernetes';
import { overlaysOf } from '../overlays';
import { demandsIn } from './demand';

/** What a service asks of one namespace when everything in it is at its largest at once. */
export interface Ask {
  environment: string;
  namespace: string;
  /** By the names that a ResourceQuota has: `pods`, `requests.memory`. */
  amounts: Amounts;
}

/** What each environment of a rendered repository asks for, in the order of its overlays. */
export function asksOf(tree: FileTree): Ask[] {
  return overlaysOf(tree).flatMap(folder => {
    const objects = evaluateOverlay(tree, folder);
    return [...new Set(objects.map(namespaceOf))]
      .filter(namespace => namespace !== '')
      .map(namespace => askOf(namespace, objects));
  });
}

function askOf(namespace: string, all: readonly KubernetesObject[]): Ask {
  const objects = all.filter(object => namespaceOf(object) === namespace);
  const [environment = ''] = objects.flatMap(
    ({ metadata }) => metadata.labels?.[labels.environment] ?? [],
  );
  return {
    environment,
    namespace,
    amounts: added(demandsIn(objects).map(({ amounts }) => amounts)),
  };
}

function namespaceOf({ metadata }: KubernetesObject): string {
  return String(metadata.namespace ?? '');
}
