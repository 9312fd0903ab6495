import type { Finding } from '@slipway/model';
import { at, listAt } from '../../kubernetes';
import type { KubernetesObject } from '../../kubernetes';
import {
  containersOf,
  error,
  labelsMadeBy,
  matchesLabels,
  nameOf,
  podTemplate,
  sameNamespace,
} from '../objects';

/** Selectors that find their pods, ports that are there, accounts that exist. */
export function selectorFindings(objects: KubernetesObject[]): Finding[] {
  return objects.flatMap(object => [
    ...selectedFindings(object, objects),
    ...servicePortFindings(object, objects),
    ...probePortFindings(object),
    ...accountFindings(object, objects),
  ]);
}

function selectorOf(object: KubernetesObject): unknown {
  return object.kind === 'Service'
    ? at(object, 'spec', 'selector')
    : at(object, 'spec', 'selector', 'matchLabels');
}

/** The pod templates that a Service or a budget selects. */
function selected(object: KubernetesObject, objects: KubernetesObject[]) {
  const selector = selectorOf(object);
  return objects
    .filter(other => sameNamespace(object, other))
    .map(podTemplate)
    .filter(template =>
      matchesLabels(selector, at(template, 'metadata', 'labels')),
    );
}

function selectedFindings(
  object: KubernetesObject,
  objects: KubernetesObject[],
): Finding[] {
  const own = at(object, 'spec', 'selector', 'matchLabels');
  const template = podTemplate(object);
  if (template !== undefined) {
    return own === undefined ||
      matchesLabels(own, at(template, 'metadata', 'labels'))
      ? []
      : [
          error(
            'reference.selector',
            `the selector of ${nameOf(object)} does not match its own pods`,
            'Make the labels of the template those of the selector',
          ),
        ];
  }
  const selects =
    object.kind === 'PodDisruptionBudget' ||
    (object.kind === 'Service' && at(object, 'spec', 'selector') !== undefined);
  return selects &&
    selected(object, objects).length === 0 &&
    !objects
      .flatMap(labelsMadeBy)
      .some(labels => matchesLabels(selectorOf(object), labels))
    ? [
        error(
          'reference.selector',
          `${nameOf(object)} selects no pods`,
          'Make its selector that of a workload',
        ),
      ]
    : [];
}

const isNumber = (port: unknown) => typeof port === 'number';

function portsOf(container: unknown): unknown[] {
  return listAt(container, 'ports').flatMap(port => [
    at(port, 'name'),
    at(port, 'containerPort'),
  ]);
}

function servicePortFindings(
  object: KubernetesObject,
  objects: KubernetesObject[],
): Finding[] {
  if (object.kind !== 'Service') {
    return [];
  }
  const templates = selected(object, objects).map(template =>
    containersOf(template).flatMap(portsOf),
  );
  return listAt(object, 'spec', 'ports')
    .map(port => at(port, 'targetPort') ?? at(port, 'port'))
    .filter(target =>
      templates.some(
        ports =>
          !ports.includes(target) &&
          // A container may listen at a port that it does not tell of.
          (typeof target === 'string' || ports.some(isNumber)),
      ),
    )
    .map(target =>
      error(
        'reference.port',
        `${nameOf(object)} leads to port '${target}', which no container has`,
        'Name a port of the container',
      ),
    );
}

function probePortFindings(object: KubernetesObject): Finding[] {
  return containersOf(podTemplate(object)).flatMap(container =>
    ['startupProbe', 'livenessProbe', 'readinessProbe']
      .map(probe => ({ probe, port: at(container, probe, 'httpGet', 'port') }))
      .filter(
        ({ port }) => port !== undefined && !portsOf(container).includes(port),
      )
      .map(({ probe, port }) =>
        error(
          'reference.port',
          `the ${probe} of ${nameOf(
            object,
          )} asks port '${port}', which the container has not`,
          'Name a port of the container',
        ),
      ),
  );
}

function accountFindings(
  object: KubernetesObject,
  objects: KubernetesObject[],
): Finding[] {
  const account = at(podTemplate(object), 'spec', 'serviceAccountName');
  const found = objects.some(
    other =>
      other.kind === 'ServiceAccount' &&
      other.metadata.name === account &&
      sameNamespace(object, other),
  );
  return account === undefined || account === 'default' || found
    ? []
    : [
        error(
          'reference.service-account',
          `${nameOf(
            object,
          )} runs as the account '${account}', which is not there`,
          'Add the ServiceAccount',
        ),
      ];
}
