import type { Finding } from '@slipway/model';
import { at, isPlain } from '../kubernetes';
import type { KubernetesObject } from '../kubernetes';
import { containersOf, error, nameOf, podTemplate } from './objects';

const required: Record<string, readonly string[][]> = {
  Deployment: [
    ['spec', 'selector', 'matchLabels'],
    ['spec', 'template', 'metadata', 'labels'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  Service: [['spec', 'ports']],
  PodDisruptionBudget: [['spec', 'selector', 'matchLabels']],
};

const labelValue = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;
const objectName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** Fields that the API server insists on, names and labels that it accepts. */
export function schemaFindings(objects: KubernetesObject[]): Finding[] {
  return objects.flatMap(object => [
    ...missingFields(object),
    ...nameFindings(object),
    ...labelFindings(object),
    ...containersOf(podTemplate(object))
      .filter(({ name, image }) => !name || !image)
      .map(() =>
        error(
          'object.required',
          `a container of ${nameOf(object)} has no name or image`,
          'Give it both',
        ),
      ),
  ]);
}

function missingFields(object: KubernetesObject): Finding[] {
  const paths = Object.hasOwn(required, object.kind)
    ? required[object.kind]
    : [];
  // A Service that only names pods, or leads elsewhere, has no port of its own.
  const portless =
    at(object, 'spec', 'clusterIP') === 'None' ||
    at(object, 'spec', 'type') === 'ExternalName';
  return paths
    .filter(
      path =>
        at(object, ...path) === undefined &&
        !(object.kind === 'Service' && portless),
    )
    .map(path =>
      error(
        'object.required',
        `${nameOf(object)} has no ${path.join('.')}`,
        `Add ${path.join('.')}`,
      ),
    );
}

function nameFindings(object: KubernetesObject): Finding[] {
  const { name } = object.metadata;
  const limit = ['Service', 'Namespace'].includes(object.kind) ? 63 : 253;
  return objectName.test(name) && name.length <= limit
    ? []
    : [
        error(
          'object.name',
          `${nameOf(object)} has a name that Kubernetes refuses`,
          `Use up to ${limit} lower-case letters, digits and hyphens`,
        ),
      ];
}

function labelFindings(object: KubernetesObject): Finding[] {
  const ofPods = at(podTemplate(object), 'metadata', 'labels');
  return [
    ...Object.entries(object.metadata.labels ?? {}),
    ...Object.entries(isPlain(ofPods) ? ofPods : {}),
  ]
    .filter(([, value]) => typeof value !== 'string' || !labelValue.test(value))
    .map(([key]) =>
      error(
        'object.label',
        `the label ${key} of ${nameOf(
          object,
        )} has a value that Kubernetes refuses`,
        'Use up to 63 letters, digits, hyphens, underscores and dots, as text',
      ),
    );
}
