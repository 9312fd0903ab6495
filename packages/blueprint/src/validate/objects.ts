import type { Finding } from '@slipway/model';
import { at, isBuiltIn, isPlain, listAt, podTemplatePath } from '../kubernetes';
import type { KubernetesObject, Plain } from '../kubernetes';

export const nameOf = ({ kind, metadata }: KubernetesObject) =>
  `${kind} '${metadata.name}'`;

export function error(rule: string, message: string, remedy: string): Finding {
  return { rule, severity: 'error', message, remedy };
}

/** The pod template of an object that has one. */
export function podTemplate(object: KubernetesObject): unknown {
  const path =
    object.kind === 'Rollout'
      ? ['spec', 'template']
      : podTemplatePath(object.kind);
  return path ? at(object, ...path) : undefined;
}

export function containersOf(template: unknown): Plain[] {
  return [
    ...listAt(template, 'spec', 'initContainers'),
    ...listAt(template, 'spec', 'containers'),
  ].filter(isPlain);
}

/** Whether every pair of a selector is among the labels. */
export function matchesLabels(selector: unknown, labels: unknown): boolean {
  return (
    isPlain(selector) &&
    Object.keys(selector).length > 0 &&
    Object.entries(selector).every(([key, value]) => at(labels, key) === value)
  );
}

/** What names no namespace goes where everything else goes. */
export function sameNamespace(
  a: KubernetesObject,
  b: KubernetesObject,
): boolean {
  const [one, other] = [a.metadata.namespace, b.metadata.namespace];
  return one === undefined || other === undefined || one === other;
}

/** The labels of pods that an object of another API makes, such as those of an experiment beside a Rollout. */
export function labelsMadeBy(object: KubernetesObject): unknown[] {
  return isBuiltIn(object.apiVersion) ? [] : labelsWithin(object.spec);
}

function labelsWithin(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap(labelsWithin);
  }
  if (!isPlain(value)) {
    return [];
  }
  const own = at(value, 'metadata', 'labels');
  return [
    ...(own === undefined ? [] : [own]),
    ...Object.values(value).flatMap(labelsWithin),
  ];
}
