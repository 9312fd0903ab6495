import type { FileTree } from '@slipway/model';
import { at, isPlain } from '../kubernetes';
import type { KubernetesObject } from '../kubernetes';
import { readText, resolveFile } from './load';
import type { Kustomization } from './load';
import { OverlayError } from './overlayError';
import { base64 } from './base64';
import { HASHED } from './hashNames';

const generators = {
  ConfigMap: 'configMapGenerator',
  Secret: 'secretGenerator',
} as const;

/** Adds what `configMapGenerator` and `secretGenerator` make, or merges it into what is there. */
export function generate(
  objects: KubernetesObject[],
  from: Kustomization,
  tree: FileTree,
): KubernetesObject[] {
  const wanted = (['ConfigMap', 'Secret'] as const).flatMap(kind =>
    entriesOf(from, generators[kind]).map(entry => ({ kind, entry })),
  );
  return wanted.reduce<KubernetesObject[]>(
    (all, { kind, entry }) =>
      absorbed(all, made(kind, entry, from, tree), entry, from),
    objects,
  );
}

function entriesOf({ fields, file }: Kustomization, field: string): unknown[] {
  const entries = fields[field] ?? [];
  if (!Array.isArray(entries)) {
    throw new OverlayError(
      file,
      `'${field}' is no list`,
      `Write ${field}: as a list`,
    );
  }
  return entries;
}

function made(
  kind: 'ConfigMap' | 'Secret',
  entry: unknown,
  from: Kustomization,
  tree: FileTree,
): KubernetesObject {
  const name = at(entry, 'name');
  if (typeof name !== 'string' || name === '') {
    throw new OverlayError(
      from.file,
      `a generated ${kind} has no name`,
      'Add name',
    );
  }
  const namespace = at(entry, 'namespace');
  const option = (field: string) =>
    at(from.fields.generatorOptions, field) === true ||
    at(entry, 'options', field) === true;
  const texts = (field: string): Record<string, string> => ({
    ...(at(from.fields.generatorOptions, field) as Record<string, string>),
    ...(at(entry, 'options', field) as Record<string, string>),
  });
  const labels = texts('labels');
  const annotations = {
    ...texts('annotations'),
    ...(option('disableNameSuffixHash') ? {} : { [HASHED]: 'enabled' }),
  };
  const data = Object.fromEntries(pairsOf(entry, name, from, tree));
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      ...(typeof namespace === 'string' && namespace ? { namespace } : {}),
      ...(Object.keys(labels).length ? { labels } : {}),
      ...(Object.keys(annotations).length ? { annotations } : {}),
    },
    ...(kind === 'Secret' ? { type: at(entry, 'type') || 'Opaque' } : {}),
    ...(Object.keys(data).length
      ? { data: kind === 'Secret' ? encoded(data) : data }
      : {}),
    ...(option('immutable') ? { immutable: true } : {}),
  };
}

function encoded(data: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, base64(value)]),
  );
}

type Pair = [key: string, value: string];

function pairsOf(
  entry: unknown,
  name: string,
  from: Kustomization,
  tree: FileTree,
): Pair[] {
  const listed = (field: string) => {
    const value = at(entry, field);
    return (Array.isArray(value) ? value : []).map(String);
  };
  const single = at(entry, 'env');
  const read = (path: string) => readText(tree, resolveFile(from, path));
  const pairs = [
    ...[...listed('envs'), ...(single ? [String(single)] : [])].flatMap(path =>
      linesOf(read(path)),
    ),
    ...listed('literals').map(source => literal(source, from)),
    ...listed('files').map((source): Pair => {
      const [path, key = path.slice(path.lastIndexOf('/') + 1)] = source
        .split('=')
        .reverse();
      return [key, read(path)];
    }),
  ];
  const keys = pairs.map(([key]) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  if (twice !== undefined) {
    throw new OverlayError(
      from.file,
      `the generated '${name}' has '${twice}' twice`,
      'Keep one of them',
    );
  }
  return pairs;
}

function literal(source: string, from: Kustomization): Pair {
  const [, key, value] = /^([^=]+)=([^]*)$/.exec(source) ?? [];
  if (key === undefined) {
    throw new OverlayError(
      from.file,
      `the literal '${source}' is no key=value`,
      'Write key=value',
    );
  }
  const [, , inner] = /^(["'])([^]*)\1$/.exec(value) ?? [];
  return [key, inner ?? value];
}

/** Lines of `KEY=value`; what is empty or a comment is none. */
function linesOf(text: string): Pair[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map(line => line.trimStart())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map((line): Pair => {
      const [key, ...value] = line.split('=');
      return [key, value.join('=')];
    });
}

/** By the entry's behavior: create, merge with what is there, or replace it. */
function absorbed(
  objects: KubernetesObject[],
  object: KubernetesObject,
  entry: unknown,
  from: Kustomization,
): KubernetesObject[] {
  const { kind, metadata } = object;
  const index = objects.findIndex(
    other =>
      other.kind === kind &&
      other.apiVersion === 'v1' &&
      other.metadata.name === metadata.name &&
      other.metadata.namespace === metadata.namespace,
  );
  const behavior = at(entry, 'behavior') || 'create';
  if (index >= 0 === (behavior === 'create')) {
    throw new OverlayError(
      from.file,
      index >= 0
        ? `${kind} '${metadata.name}' is there twice`
        : `${kind} '${metadata.name}' is to ${behavior} what is not there`,
      index >= 0
        ? 'Add behavior: merge, or give it another name'
        : 'Remove behavior, or correct the name',
    );
  }
  if (index < 0) {
    return [...objects, object];
  }
  const old = objects[index];
  const both = (field: 'labels' | 'annotations') => {
    const { [HASHED]: hashed, ...added } = metadata[field] ?? {};
    const { [HASHED]: before, ...had } = old.metadata[field] ?? {};
    // A name is hashed where neither says otherwise.
    const mark = hashed && before ? { [HASHED]: before } : {};
    const merged = { ...had, ...added, ...mark };
    return Object.keys(merged).length ? { [field]: merged } : {};
  };
  const { labels, annotations, ...rest } = metadata;
  const data = {
    ...(behavior === 'merge' && isPlain(old.data) ? old.data : {}),
    ...(object.data as Record<string, unknown>),
  };
  return objects.map(other =>
    other === old
      ? {
          ...object,
          metadata: { ...rest, ...both('labels'), ...both('annotations') },
          ...(Object.keys(data).length ? { data } : {}),
        }
      : other,
  );
}
