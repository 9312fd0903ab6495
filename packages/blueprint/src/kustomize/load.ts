import { parseAllDocuments, visit } from 'yaml';
import type { Document, Tags } from 'yaml';
import { yamlHazard } from '@slipway/model';
import type { FileTree, TreeFile } from '@slipway/model';
import { at, isPlain } from '../kubernetes';
import type { KubernetesObject, Plain } from '../kubernetes';
import { OverlayError } from './overlayError';

export const KUSTOMIZATION_FILE = 'kustomization.yaml';

const read = new WeakMap<TreeFile, { content: string; values: unknown[] }>();

/**
 * Every YAML document of a file, as plain data that nobody changes; empty documents are left out. What a base has is
 * asked for by each overlay, and read once.
 */
export function readYaml(tree: FileTree, file: string): unknown[] {
  const content = readText(tree, file);
  const before = read.get(tree[file]);
  if (before?.content === content) {
    return before.values;
  }
  const values = parseYaml(content, file);
  read.set(tree[file], { content, values });
  return values;
}

export function readText(tree: FileTree, file: string): string {
  if (!Object.hasOwn(tree, file)) {
    throw new OverlayError(
      file,
      'the file is not there',
      'Add it, or remove the line that names it',
    );
  }
  return tree[file].content;
}

/** Definitions of operators are long. */
const MEBIBYTES = 8;

/**
 * As kustomize reads YAML: of 1.1 it keeps octal numbers and merged maps, and leaves out yes and no, times, numbers to the
 * base of 60, and numbers that are none, such as e-0. Pipelines are read as 1.2 by those who run them.
 */
const asKustomize = {
  schema: 'yaml-1.1',
  merge: true,
  customTags: (tags: Tags) => [
    ...tags.filter(
      tag =>
        typeof tag === 'string' ||
        !(
          ('format' in tag && tag.format === 'TIME') ||
          /:(bool|float|timestamp|binary|omap|pairs|set)$/.test(tag.tag)
        ),
    ),
    ...(['bool', 'float', 'floatExp', 'floatNaN'] as const),
  ],
} as const;

export function parseYaml(
  text: string,
  file: string,
  version: 'kustomize' | '1.2' = 'kustomize',
): unknown[] {
  const hazard = yamlHazard(text, MEBIBYTES);
  if (hazard) {
    throw new OverlayError(file, hazard, 'Write a smaller file', 'yaml.read');
  }
  const documents = parseAllDocuments(text, {
    logLevel: 'error',
    ...(version === '1.2' ? { version } : asKustomize),
  });
  const found = Array.isArray(documents) ? documents : [];
  return found.flatMap(document => {
    const [error] = document.errors;
    if (error) {
      throw new OverlayError(file, error.message, 'Mend the YAML', 'yaml.read');
    }
    withoutAddedLine(document, text);
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return value === null || value === undefined ? [] : [value];
  });
}

/** A block at the end of a file that has no line break at its end has none in its value either. */
function withoutAddedLine(document: Document.Parsed, text: string): void {
  if (text.endsWith('\n')) {
    return;
  }
  visit(document, {
    Scalar(_key, node) {
      if (
        node.type?.startsWith('BLOCK') &&
        (node.range?.[1] ?? 0) >= text.length
      ) {
        node.value = String(node.value).replace(/\n$/, '');
      }
    },
  });
}

/** The Kubernetes objects of a file; the items of a List count each. */
export function readObjects(tree: FileTree, file: string): KubernetesObject[] {
  return readYaml(tree, file).flatMap(value => asObjects(value, file));
}

function asObjects(value: unknown, file: string): KubernetesObject[] {
  const items = at(value, 'items');
  if (at(value, 'kind') === 'List' && Array.isArray(items)) {
    return items.flatMap(item => asObjects(item, file));
  }
  if (
    !isPlain(value) ||
    typeof value.apiVersion !== 'string' ||
    typeof value.kind !== 'string' ||
    typeof at(value, 'metadata', 'name') !== 'string'
  ) {
    throw new OverlayError(
      file,
      'a document is no Kubernetes object',
      'Give it apiVersion, kind and metadata.name',
    );
  }
  return [withoutEmptyAnnotations(value as unknown as KubernetesObject)];
}

/** Kustomize keeps notes of its own among the annotations, and takes away the map when nothing else was in it. */
function withoutEmptyAnnotations(object: KubernetesObject): KubernetesObject {
  const { annotations, ...metadata } = object.metadata;
  return Object.keys(annotations ?? {}).length > 0
    ? object
    : { ...object, metadata };
}

/** The path of a file, which has to lie in the folder of the kustomization that names it. */
export function resolveFile(
  { folder, file }: Kustomization,
  path: string,
): string {
  const resolved = resolvePath(folder, path, file);
  if (folder && !resolved.startsWith(`${folder}/`)) {
    throw new OverlayError(
      file,
      `the file '${path}' is not in its folder`,
      'Move it there, or give it a kustomization of its own',
    );
  }
  return resolved;
}

/** A path of a kustomization resolved against its folder; it must stay in the tree. */
export function resolvePath(
  folder: string,
  path: string,
  file: string,
): string {
  if (
    /^[a-z+]+:\/\/|^git@|\?ref=|^\/|^(github|gitlab|bitbucket)\.(com|org)\//i.test(
      path,
    )
  ) {
    throw new OverlayError(
      file,
      `'${path}' is not in this repository`,
      'Copy what is needed into the repository',
      'kustomize.remote',
    );
  }
  const parts = folder ? folder.split('/') : [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length === 0) {
        throw new OverlayError(
          file,
          `'${path}' leaves the repository`,
          'Name a file in this repository',
        );
      }
      parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

export interface Kustomization {
  file: string;
  folder: string;
  kind: 'Kustomization' | 'Component';
  fields: Plain;
}

/** Fields that this evaluator knows; what it does not know it refuses rather than ignores. */
const known = [
  'apiVersion',
  'kind',
  'metadata',
  'namespace',
  'resources',
  'components',
  'configMapGenerator',
  'secretGenerator',
  'generatorOptions',
  'labels',
  'patches',
  'replicas',
  'images',
];

/** What kustomize itself advises against, and what came after it. */
const successors: Record<string, string> = {
  bases: 'resources',
  commonLabels: 'labels, with includeSelectors: true',
  imageTags: 'images',
  patchesJson6902: 'patches',
  patchesStrategicMerge: 'patches',
};

export function readKustomization(
  tree: FileTree,
  folder: string,
): Kustomization {
  const file = folder ? `${folder}/${KUSTOMIZATION_FILE}` : KUSTOMIZATION_FILE;
  const [fields, ...more] = readYaml(tree, file);
  if (!isPlain(fields) || more.length > 0) {
    throw new OverlayError(
      file,
      'it is not one YAML map',
      'Write one kustomization in the file',
    );
  }
  for (const field of Object.keys(fields)) {
    if (!known.includes(field)) {
      throw new OverlayError(
        file,
        `the field '${field}' is not evaluated`,
        Object.hasOwn(successors, field)
          ? `Use ${successors[field]}`
          : `Use ${known.slice(3).join(', ')}`,
      );
    }
  }
  const kind = fields.kind ?? 'Kustomization';
  if (kind !== 'Kustomization' && kind !== 'Component') {
    throw new OverlayError(
      file,
      `the kind is '${kind}'`,
      'Write Kustomization or Component',
    );
  }
  return { file, folder, kind, fields };
}

/** The same, where a path that leaves the tree is nothing to stop at. */
export function pathInTree(folder: string, path: string): string | undefined {
  try {
    return resolvePath(folder, path, folder);
  } catch {
    return undefined;
  }
}
