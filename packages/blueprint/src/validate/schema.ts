import type { Finding } from '@slipway/model';
import { shapeOfKind, shapeProblems, versionsOfKind } from '../kinds';
import { at, isBuiltIn, isPlain, longestName } from '../kubernetes';
import type { KubernetesObject } from '../kubernetes';
import { error, nameOf, podTemplate } from './objects';

const labelValue = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;
const objectName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** Fields, types and values that the API server accepts, names and labels too. */
export function schemaFindings(objects: KubernetesObject[]): Finding[] {
  return objects.flatMap(object => [
    ...versionFindings(object),
    ...shapeFindings(object),
    ...nameFindings(object),
    ...labelFindings(object),
  ]);
}

/** Kubernetes' own APIs end; those of operators may be of any version that a cluster has. */
function versionFindings(object: KubernetesObject): Finding[] {
  const { apiVersion, kind } = object;
  if (!isBuiltIn(apiVersion) || shapeOfKind(apiVersion, kind)) {
    return [];
  }
  const known = versionsOfKind(kind).filter(isBuiltIn);
  return [
    error(
      'object.api',
      `${nameOf(object)} is of ${apiVersion}, which Kubernetes has not`,
      known.length ? `Write ${known.join(' or ')}` : 'Correct the kind',
    ),
  ];
}

function shapeFindings(object: KubernetesObject): Finding[] {
  const shape = shapeOfKind(object.apiVersion, object.kind);
  const problems = shape ? shapeProblems(object, shape) : [];
  return problems.map(({ rule, path, what, remedy }) => ({
    rule,
    // A newer version of an operator may have more fields than are known here.
    severity:
      rule === 'object.field' && !isBuiltIn(object.apiVersion)
        ? 'warning'
        : 'error',
    message: `${path} of ${nameOf(object)} ${what}`,
    remedy,
  }));
}

function nameFindings(object: KubernetesObject): Finding[] {
  const { name } = object.metadata;
  const limit = longestName(object);
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
