import { at, isPlain, podTemplatePath } from '../kubernetes';
import type { KubernetesObject, Plain } from '../kubernetes';

/** Kinds of the built-in APIs that live in no namespace. */
const clusterScoped = new Set([
  'APIService',
  'ClusterRole',
  'ClusterRoleBinding',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ComponentStatus',
  'CustomResourceDefinition',
  'FlowSchema',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** `namespace:` puts every namespaced object there, and renames a Namespace to it. */
export function applyNamespace(
  object: KubernetesObject,
  namespace: string,
): KubernetesObject {
  if (object.kind === 'Namespace') {
    return { ...object, metadata: { ...object.metadata, name: namespace } };
  }
  return clusterScoped.has(object.kind)
    ? object
    : { ...object, metadata: { ...object.metadata, namespace } };
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
  const withOwn = mergeAt(object, ['metadata', 'labels'], pairs);
  const template = podTemplatePath(object.kind);
  const withTemplate =
    (at(entry, 'includeTemplates') === true ||
      at(entry, 'includeSelectors') === true) &&
    template &&
    at(object, ...template)
      ? mergeAt(withOwn, [...template, 'metadata', 'labels'], pairs)
      : withOwn;
  return at(entry, 'includeSelectors') === true
    ? withSelectors(withTemplate, pairs)
    : withTemplate;
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

/** One entry of `images:`, in every container of the object. */
export function applyImage(
  object: KubernetesObject,
  entry: unknown,
): KubernetesObject {
  return object.kind === 'CustomResourceDefinition'
    ? object
    : (withImage(object, entry) as KubernetesObject);
}

function withImage(value: unknown, entry: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withImage(item, entry));
  }
  if (!isPlain(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      (key === 'containers' || key === 'initContainers') && Array.isArray(child)
        ? child.map(container =>
            isPlain(container) && typeof container.image === 'string'
              ? { ...container, image: renamed(container.image, entry) }
              : container,
          )
        : withImage(child, entry),
    ]),
  );
}

function renamed(image: string, entry: unknown): string {
  const parts = imageParts(image);
  if (parts.name !== at(entry, 'name')) {
    return image;
  }
  const text = (field: string) => {
    const value = at(entry, field);
    return value === undefined || value === null || value === ''
      ? undefined
      : String(value);
  };
  const tag = text('newTag');
  const digest = text('digest');
  const kept = tag || digest ? { tag, digest } : parts;
  return formatImage(text('newName') ?? parts.name, kept.tag, kept.digest);
}

export function imageParts(image: string) {
  const [, name, , tag, , digest] =
    /^(.+?)(:([^:/@]+))?(@(.+))?$/.exec(image) ?? [];
  return { name: name ?? image, tag, digest };
}

function formatImage(name: string, tag?: string, digest?: string): string {
  return `${name}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}
