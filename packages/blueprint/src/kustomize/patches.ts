import type { FileTree } from '@slipway/model';
import { shapeOfKind } from '../kinds';
import { at, isPlain } from '../kubernetes';
import type { KubernetesObject, Plain } from '../kubernetes';
import { jsonPatch } from './jsonPatch';
import { parseYaml, readYaml, resolveFile } from './load';
import type { Kustomization } from './load';
import { OverlayError } from './overlayError';
import { strategicMerge } from './strategicMerge';

/** Applies one entry of `patches`. */
export function applyPatch(
  objects: KubernetesObject[],
  entry: unknown,
  from: Kustomization,
  tree: FileTree,
): KubernetesObject[] {
  const { documents, file } = patchDocuments(entry, from, tree);
  const target = at(entry, 'target');
  return documents.reduce<KubernetesObject[]>((all, patch) => {
    if (Array.isArray(patch)) {
      return applyJsonPatch(all, patch, target, file);
    }
    return applyMerge(all, patch, target, file);
  }, objects);
}

function patchDocuments(entry: unknown, from: Kustomization, tree: FileTree) {
  const path = at(entry, 'path');
  const inline = at(entry, 'patch');
  if (typeof path === 'string') {
    const file = resolveFile(from, path);
    return { documents: readYaml(tree, file), file };
  }
  if (typeof inline === 'string') {
    return { documents: parseYaml(inline, from.file), file: from.file };
  }
  throw new OverlayError(
    from.file,
    'a patch has neither path nor patch',
    'Name a file with path:, or write the patch',
  );
}

function applyJsonPatch(
  objects: KubernetesObject[],
  operations: unknown[],
  target: unknown,
  file: string,
): KubernetesObject[] {
  if (!isPlain(target)) {
    throw new OverlayError(
      file,
      'a JSON patch has no target',
      'Add target: with kind and name',
    );
  }
  return objects.map(object => {
    if (!isTarget(object, target)) {
      return object;
    }
    try {
      return withAnnotations(object, one => jsonPatch(one, operations));
    } catch (error) {
      throw new OverlayError(
        file,
        `the patch does not fit ${object.kind} ${object.metadata.name}: ${
          (error as Error).message
        }`,
        'Change the path of the operation',
      );
    }
  });
}

/** An object has annotations while it is built, so that a patch can add to them. */
function withAnnotations(
  object: KubernetesObject,
  edit: (object: KubernetesObject) => KubernetesObject,
): KubernetesObject {
  const edited = edit({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...object.metadata.annotations },
    },
  });
  const { annotations, ...metadata } = edited.metadata;
  return Object.keys(annotations ?? {}).length > 0
    ? edited
    : { ...edited, metadata };
}

function applyMerge(
  objects: KubernetesObject[],
  patch: unknown,
  target: unknown,
  file: string,
): KubernetesObject[] {
  if (!isPlain(patch)) {
    throw new OverlayError(
      file,
      'a patch is neither a map nor a list',
      'Write a partial object or a list of operations',
    );
  }
  const selected = (object: KubernetesObject) =>
    isPlain(target) ? isTarget(object, target) : isSame(object, patch);
  if (!isPlain(target) && !objects.some(selected)) {
    throw new OverlayError(
      file,
      `nothing to patch: there is no ${patch.kind} '${at(
        patch,
        'metadata',
        'name',
      )}'`,
      'Correct kind and name, or remove the patch',
    );
  }
  return objects.flatMap(object => {
    if (!selected(object)) {
      return [object];
    }
    const merged = strategicMerge(
      object,
      patch,
      shapeOfKind(object.apiVersion, object.kind),
    );
    return merged === undefined
      ? []
      : [
          {
            ...(merged as KubernetesObject),
            apiVersion: object.apiVersion,
            kind: object.kind,
            metadata: {
              ...(merged as KubernetesObject).metadata,
              name: object.metadata.name,
            },
          },
        ];
  });
}

const groupOf = (apiVersion: string) =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

function isSame(object: KubernetesObject, patch: Plain): boolean {
  const namespace = at(patch, 'metadata', 'namespace');
  return (
    object.kind === patch.kind &&
    object.apiVersion === patch.apiVersion &&
    object.metadata.name === at(patch, 'metadata', 'name') &&
    (namespace === undefined || namespace === object.metadata.namespace)
  );
}

function isTarget(object: KubernetesObject, target: Plain): boolean {
  const matches = (pattern: unknown, value: string) =>
    typeof pattern !== 'string' ||
    pattern === '' ||
    new RegExp(`^(?:${pattern})$`).test(value);
  const equal = (wanted: unknown, value: string) =>
    wanted === undefined || wanted === '' || wanted === value;
  const group = groupOf(object.apiVersion);
  return (
    matches(target.kind, object.kind) &&
    matches(target.name, object.metadata.name) &&
    matches(target.namespace, object.metadata.namespace ?? '') &&
    equal(target.group, group) &&
    equal(
      target.version,
      object.apiVersion.slice(group ? group.length + 1 : 0),
    ) &&
    selects(target.labelSelector, object.metadata.labels) &&
    selects(target.annotationSelector, object.metadata.annotations)
  );
}

/** Equality selectors alone: `a=b,c==d,e!=f,g,!h`. */
function selects(
  selector: unknown,
  values: Record<string, string> = {},
): boolean {
  return typeof selector !== 'string' || selector.trim() === ''
    ? true
    : selector.split(',').every(part => {
        const [, not, key, op, value] =
          /^\s*(!?)([^!=\s]+)\s*(!=|==?|)\s*([^=\s]*)\s*$/.exec(part) ?? [];
        if (!op) {
          return key in values !== (not === '!');
        }
        return op === '!=' ? values[key] !== value : values[key] === value;
      });
}
