import type { Finding } from '@slipway/model';
import { at, isPlain, listAt, podTemplatePath } from '../kubernetes';
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
