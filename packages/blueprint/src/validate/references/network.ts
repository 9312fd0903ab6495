import type { Finding } from '@slipway/model';
import { at, isPlain, listAt } from '../../kubernetes';
import type { KubernetesObject, Plain } from '../../kubernetes';
import {
  containersOf,
  error,
  matchesLabels,
  nameOf,
  podTemplate,
  sameNamespace,
} from '../objects';

/** A policy is about pods that are there, lets in those that are there, and at ports that they have. */
export function networkFindings(
  objects: readonly KubernetesObject[],
): Finding[] {
  return objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .flatMap(policy => policyFindings(policy, objects));
}

/** Labels of pods that only an operator or another controller of the cluster makes. */
const foreign = /^(cnpg\.io|strimzi\.io|acme\.cert-manager\.io)\//;

function policyFindings(
  policy: KubernetesObject,
  objects: readonly KubernetesObject[],
): Finding[] {
  const beside = objects.filter(other => sameNamespace(other, policy));
  const templates = beside
    .map(podTemplate)
    .filter(template => template !== undefined);
  const selectedBy = (selector: unknown) => {
    const wanted = at(selector, 'matchLabels');
    return templates.filter(
      template =>
        !isPlain(wanted) ||
        Object.keys(wanted).length === 0 ||
        matchesLabels(wanted, at(template, 'metadata', 'labels')),
    );
  };
  // RabbitMQ's operator names its pods as their cluster.
  const operated = (selector: unknown) =>
    Object.entries(Object(at(selector, 'matchLabels'))).some(
      ([key, value]) =>
        foreign.test(key) ||
        beside.some(
          ({ kind, metadata }) =>
            kind === 'RabbitmqCluster' && metadata.name === value,
        ),
    ) || at(selector, 'matchExpressions') !== undefined;
  const lost = (selector: unknown) =>
    isPlain(selector) &&
    !operated(selector) &&
    templates.length > 0 &&
    selectedBy(selector).length === 0;

  const own = at(policy, 'spec', 'podSelector');
  if (lost(own)) {
    return [
      error(
        'reference.policy',
        `${nameOf(policy)} is about pods that are not there`,
        'Make its podSelector that of a workload',
      ),
    ];
  }
  const rules = [
    ...listAt(policy, 'spec', 'ingress').map(rule => listAt(rule, 'from')),
    ...listAt(policy, 'spec', 'egress').map(rule => listAt(rule, 'to')),
  ].flat();
  return [
    ...rules
      .filter(peer => isPlain(peer) && peer.namespaceSelector === undefined)
      .map(peer => at(peer, 'podSelector'))
      .filter(lost)
      .map(selector =>
        error(
          'reference.policy',
          `${nameOf(policy)} names pods with ${labelsOf(
            selector,
          )}, and no pod has these labels`,
          'Use the labels of a workload',
        ),
      ),
    ...(operated(own) ? [] : portFindings(policy, selectedBy(own))),
  ];
}

function labelsOf(selector: unknown): string {
  return Object.entries(at(selector, 'matchLabels') as Plain)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

function portFindings(
  policy: KubernetesObject,
  templates: readonly unknown[],
): Finding[] {
  const ports = templates
    .flatMap(containersOf)
    .flatMap(container => listAt(container, 'ports'))
    .flatMap(port => [at(port, 'containerPort'), at(port, 'name')]);
  // Containers need not say which ports they have.
  return ports.length === 0
    ? []
    : listAt(policy, 'spec', 'ingress')
        .flatMap(rule => listAt(rule, 'ports'))
        .filter(port => at(port, 'endPort') === undefined)
        .map(port => at(port, 'port'))
        .filter(port => port !== undefined && !ports.includes(port))
        .map(port =>
          error(
            'reference.policy',
            `${nameOf(policy)} opens port ${port}, which none of its pods has`,
            'Name a port of the container',
          ),
        );
}
