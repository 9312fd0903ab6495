import { isClusterScoped } from '../kinds';
import { at, isBuiltIn, isPlain, listAt, podTemplatePath } from '../kubernetes';
import type { KubernetesObject, Plain } from '../kubernetes';

/** `namespace:` puts every namespaced object there, and renames a Namespace to it. */
function applyNamespace(
  object: KubernetesObject,
  namespace: string,
): KubernetesObject {
  if (object.kind === 'Namespace') {
    return { ...object, metadata: { ...object.metadata, name: namespace } };
  }
  // Kustomize takes the kinds of operators for namespaced.
  return isBuiltIn(object.apiVersion) &&
    isClusterScoped(object.apiVersion, object.kind)
    ? object
    : { ...object, metadata: { ...object.metadata, namespace } };
}

/** Every object with its namespace; bindings follow the accounts that they name. */
export function applyNamespaces(
  objects: readonly KubernetesObject[],
  namespace: string,
): KubernetesObject[] {
  const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
  const moves = (subject: unknown) =>
    at(subject, 'kind') === 'ServiceAccount' &&
    (at(subject, 'name') === 'default' ||
      accounts.some(
        ({ metadata }) =>
          metadata.name === at(subject, 'name') &&
          (at(subject, 'namespace') ?? metadata.namespace) ===
            metadata.namespace,
      ));
  return objects.map(object => {
    const placed = applyNamespace(object, namespace);
    const subjects = listAt(placed, 'subjects');
    return /^(Cluster)?RoleBinding$/.test(object.kind) && subjects.length > 0
      ? {
          ...placed,
          subjects: subjects.map(subject =>
            moves(subject) ? { ...(subject as Plain), namespace } : subject,
          ),
        }
      : placed;
  });
}

/** One entry of `labels:`. */
export function applyLabels(
  object: KubernetesObject,
  entry: unknown,
): KubernetesObject {
  const pairs = at(entry, 'pairs');
  if (!isPlain(pairs)) {
    return object;
  }
  const withOwn = listAt(entry, 'fields').reduce<KubernetesObject>(
    (from, field) => withLabelsAt(from, field, pairs),
    mergeAt(object, ['metadata', 'labels'], pairs),
  );
  const alsoTemplates =
    at(entry, 'includeTemplates') === true ||
    at(entry, 'includeSelectors') === true;
  const withTemplate = alsoTemplates
    ? templatesOf(object)
        .filter(path => at(object, ...path) !== undefined)
        .reduce(
          (from, path) => mergeAt(from, [...path, 'metadata', 'labels'], pairs),
          withClaims(withOwn, pairs),
        )
    : withOwn;
  return at(entry, 'includeSelectors') === true
    ? withSelectors(withTemplate, pairs)
    : withTemplate;
}

/** At a path that the entry names, in objects of the kind that it says. */
function withLabelsAt(
  object: KubernetesObject,
  field: unknown,
  pairs: Plain,
): KubernetesObject {
  const path = String(at(field, 'path') ?? '').split('/');
  const [version, group = ''] = object.apiVersion.split('/').reverse();
  const fits =
    (at(field, 'kind') ?? object.kind) === object.kind &&
    (at(field, 'group') ?? group) === group &&
    (at(field, 'version') ?? version) === version;
  return fits && (at(field, 'create') === true || at(object, ...path))
    ? mergeAt(object, path, pairs)
    : object;
}

function withClaims(object: KubernetesObject, pairs: Plain): KubernetesObject {
  const claims = listAt(object, 'spec', 'volumeClaimTemplates');
  return object.kind === 'StatefulSet' && claims.length > 0
    ? {
        ...object,
        spec: {
          ...(object.spec as Plain),
          volumeClaimTemplates: claims.map(claim =>
            mergeAt(claim, ['metadata', 'labels'], pairs),
          ),
        },
      }
    : object;
}

function templatesOf({ kind }: KubernetesObject): string[][] {
  const pods = podTemplatePath(kind);
  const jobs = kind === 'CronJob' ? [['spec', 'jobTemplate']] : [];
  return pods ? [...jobs, pods] : jobs;
}

function withSelectors(object: KubernetesObject, pairs: Plain) {
  switch (object.kind) {
    case 'Service':
      return at(object, 'spec', 'selector')
        ? mergeAt(object, ['spec', 'selector'], pairs)
        : object;
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
      return mergeAt(object, ['spec', 'selector', 'matchLabels'], pairs);
    default:
      return object;
  }
}

function mergeAt<T>(value: T, path: string[], pairs: Plain): T {
  const [key, ...rest] = path;
  const from: Plain = isPlain(value) ? value : {};
  const next = Object.hasOwn(from, key) ? from[key] : undefined;
  return {
    ...from,
    [key]: rest.length
      ? mergeAt(next ?? {}, rest, pairs)
      : { ...(isPlain(next) ? next : {}), ...pairs },
  } as T;
}

/** One entry of `replicas:`; undefined when it does not speak of this object. */
export function applyReplicas(
  object: KubernetesObject,
  entry: unknown,
): KubernetesObject | undefined {
  const scaled = [
    'Deployment',
    'StatefulSet',
    'ReplicaSet',
    'ReplicationController',
  ];
  return scaled.includes(object.kind) &&
    object.metadata.name === at(entry, 'name')
    ? {
        ...object,
        spec: {
          ...(isPlain(object.spec) ? object.spec : {}),
          replicas: at(entry, 'count'),
        },
      }
    : undefined;
}
