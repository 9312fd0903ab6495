import { parseAllDocuments } from 'yaml';
import { yamlHazard } from '@slipway/model';
import type { FileTree } from '@slipway/model';
import { at, isPlain } from '../kubernetes';
import type { KubernetesObject, Plain } from '../kubernetes';
import { OverlayError } from './overlayError';

export const KUSTOMIZATION_FILE = 'kustomization.yaml';

/** Every YAML document of a file, as plain data; empty documents are left out. */
export function readYaml(tree: FileTree, file: string): unknown[] {
  return parseYaml(readText(tree, file), file);
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

export function parseYaml(text: string, file: string): unknown[] {
  const hazard = yamlHazard(text);
  if (hazard) {
    throw new OverlayError(file, hazard, 'Write a smaller file', 'yaml.read');
  }
  const documents = parseAllDocuments(text, { version: '1.2' });
  const found = Array.isArray(documents) ? documents : [];
  return found.flatMap(document => {
    const [error] = document.errors;
    if (error) {
      throw new OverlayError(file, error.message, 'Mend the YAML', 'yaml.read');
    }
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return value === null || value === undefined ? [] : [value];
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
  return [value as unknown as KubernetesObject];
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
        `Use ${known.slice(3).join(', ')}`,
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
