import { at, isPlain, listAt, podTemplatePath } from '../kubernetes';
import type { KubernetesObject, Plain } from '../kubernetes';
import { canonicalJson, sha256Hex } from '../text/digest';

/** Marks what a generator made while the overlay is built; as kustomize does, by an annotation that goes at the end. */
export const HASHED = 'internal.config.kubernetes.io/needsHashSuffix';

/** Appends to generated names what tells their content, and follows them to the pods and others that name them. */
export function hashNames(objects: KubernetesObject[]): KubernetesObject[] {
  const renamed = objects
    .filter(({ metadata }) => metadata.annotations?.[HASHED])
    .map(object => ({
      object,
      name: `${object.metadata.name}-${suffixOf(object)}`,
    }));
  return objects.map(object => {
    const own = renamed.find(one => one.object === object);
    return own
      ? withName(object, own.name)
      : renamed.reduce(
          (referrer, { object: named, name }) =>
            referrer.metadata.namespace === named.metadata.namespace
              ? following(referrer, named, name)
              : referrer,
          object,
        );
  });
}

function withName(object: KubernetesObject, name: string): KubernetesObject {
  const { [HASHED]: _, ...annotations } = object.metadata.annotations ?? {};
  const { annotations: __, ...metadata } = object.metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      name,
      ...(Object.keys(annotations).length ? { annotations } : {}),
    },
  };
}

/** Digits and vowels that could make a word are replaced, as kubectl does. */
const replaced: Record<string, string> = {
  0: 'g',
  1: 'h',
  3: 'k',
  a: 'm',
  e: 't',
};

function suffixOf({ kind, type, data }: KubernetesObject): string {
  const content = {
    kind,
    // Kustomize means to take the name and looks it up in a place where it never is.
    name: '',
    data: data ?? '',
    ...(kind === 'Secret' ? { type } : {}),
  };
  // As Go writes JSON: what could end a script in HTML is escaped.
  const text = canonicalJson(content).replace(
    /[<>&\u2028\u2029]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return sha256Hex(text)
    .slice(0, 10)
    .replace(/[013ae]/g, char => replaced[char]);
}

/** An object in which the references to a ConfigMap or Secret have its new name. */
function following(
  object: KubernetesObject,
  { kind, metadata }: KubernetesObject,
  name: string,
): KubernetesObject {
  const rename = (value: unknown, field: string): unknown =>
    isPlain(value) && value[field] === metadata.name
      ? { ...value, [field]: name }
      : value;
  if (kind === 'Secret' && object.kind === 'ServiceAccount') {
    return inList(object, ['imagePullSecrets'], one => rename(one, 'name'));
  }
  if (kind === 'Secret' && object.kind === 'Ingress') {
    return inList(object, ['spec', 'tls'], one => rename(one, 'secretName'));
  }
  const template =
    object.kind === 'Pod' ? [] : podTemplatePath(object.kind) ?? undefined;
  if (!template) {
    return object;
  }
  const reference = kind === 'Secret' ? 'secret' : 'configMap';
  const inContainer = (container: unknown) =>
    inList(
      inList(container, ['env'], one =>
        changed(one, ['valueFrom', `${reference}KeyRef`], ref =>
          rename(ref, 'name'),
        ),
      ),
      ['envFrom'],
      one => changed(one, [`${reference}Ref`], ref => rename(ref, 'name')),
    );
  const inVolume = (volume: unknown) =>
    inList(
      changed(volume, [reference], one =>
        rename(one, kind === 'Secret' ? 'secretName' : 'name'),
      ),
      ['projected', 'sources'],
      source => changed(source, [reference], one => rename(one, 'name')),
    );
  const spec = [...template, 'spec'];
  const edits: [string, (item: unknown) => unknown][] = [
    ['containers', inContainer],
    ['initContainers', inContainer],
    ['volumes', inVolume],
    ...(kind === 'Secret'
      ? [
          ['imagePullSecrets', (one: unknown) => rename(one, 'name')] as [
            string,
            (item: unknown) => unknown,
          ],
        ]
      : []),
  ];
  return edits.reduce(
    (from, [field, edit]) => inList(from, [...spec, field], edit),
    object,
  );
}

function inList<T>(
  value: T,
  path: string[],
  edit: (item: unknown) => unknown,
): T {
  return listAt(value, ...path).length
    ? (changed(value, path, items => (items as unknown[]).map(edit)) as T)
    : value;
}

/** A value in which what lies at a path is another; where nothing lies there, the value itself. */
function changed(
  value: unknown,
  path: string[],
  edit: (found: unknown) => unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return edit(value);
  }
  return isPlain(value) && at(value, key) !== undefined
    ? { ...(value as Plain), [key]: changed(value[key], rest, edit) }
    : value;
}
