import type { FileTree } from '@slipway/model';
import type { KubernetesObject } from '../kubernetes';
import {
  KUSTOMIZATION_FILE,
  readKustomization,
  readObjects,
  resolveFile,
  resolvePath,
} from './load';
import type { Kustomization } from './load';
import { OverlayError } from './overlayError';
import { generate } from './generators';
import { hashNames } from './hashNames';
import { applyPatch } from './patches';
import { applyImage } from './images';
import { applyLabels, applyNamespaces, applyReplicas } from './transformers';

/**
 * What `kustomize build <path>` prints, as objects, for a closed list of fields: resources, components,
 * generators, patches, namespace, labels, replicas and images.
 * Throws an {@link OverlayError} where it cannot tell; a field that it does not know is such a place.
 */
export function evaluateOverlay(
  tree: FileTree,
  path: string,
): KubernetesObject[] {
  const folder = path
    .replace(new RegExp(`(^|/)${KUSTOMIZATION_FILE}$`), '')
    .replace(/\/+$/, '');
  return hashNames(evaluate(tree, folder, [], []));
}

function evaluate(
  tree: FileTree,
  folder: string,
  given: KubernetesObject[],
  above: string[],
): KubernetesObject[] {
  const kustomization = readKustomization(tree, folder);
  if (above.includes(folder)) {
    throw new OverlayError(
      kustomization.file,
      `it includes itself through ${above.join(', ')}`,
      'Remove the circle',
    );
  }
  const path = [...above, folder];
  const resources = list(kustomization, 'resources').reduce<KubernetesObject[]>(
    (objects, entry) =>
      joined(
        objects,
        included(tree, kustomization, entry, path),
        kustomization,
      ),
    given,
  );
  const withComponents = list(kustomization, 'components').reduce<
    KubernetesObject[]
  >((objects, entry) => {
    const component = resolvePath(folder, String(entry), kustomization.file);
    if (readKustomization(tree, component).kind !== 'Component') {
      throw new OverlayError(
        kustomization.file,
        `'${entry}' is no Component`,
        'List it under resources, or give it kind: Component',
      );
    }
    return evaluate(tree, component, objects, path);
  }, resources);
  return transform(
    generate(withComponents, kustomization, tree),
    kustomization,
    tree,
  );
}

function included(
  tree: FileTree,
  from: Kustomization,
  entry: unknown,
  above: string[],
): KubernetesObject[] {
  const path = resolvePath(from.folder, String(entry), from.file);
  if (Object.hasOwn(tree, path)) {
    return readObjects(tree, resolveFile(from, String(entry)));
  }
  if (!Object.hasOwn(tree, `${path}/${KUSTOMIZATION_FILE}`)) {
    throw new OverlayError(
      from.file,
      `the resource '${entry}' is not there`,
      'Add it, or remove the line that names it',
    );
  }
  if (readKustomization(tree, path).kind === 'Component') {
    throw new OverlayError(
      from.file,
      `'${entry}' is a Component`,
      'List it under components',
    );
  }
  return evaluate(tree, path, [], above);
}

function joined(
  objects: KubernetesObject[],
  more: KubernetesObject[],
  from: Kustomization,
): KubernetesObject[] {
  const seen = new Set(objects.map(idOf));
  for (const object of more) {
    const id = idOf(object);
    if (seen.has(id)) {
      throw new OverlayError(
        from.file,
        `${object.kind} '${object.metadata.name}' is there twice`,
        'Keep one of them, and patch it where it differs',
      );
    }
    seen.add(id);
  }
  return [...objects, ...more];
}

function idOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return JSON.stringify([apiVersion, kind, metadata.namespace, metadata.name]);
}

/** In kustomize's own order: patches, namespace, labels, replicas, images. */
function transform(
  objects: KubernetesObject[],
  kustomization: Kustomization,
  tree: FileTree,
): KubernetesObject[] {
  const patched = list(kustomization, 'patches').reduce<KubernetesObject[]>(
    (all, entry) => applyPatch(all, entry, kustomization, tree),
    objects,
  );
  const { namespace } = kustomization.fields;
  const placed =
    typeof namespace === 'string' && namespace !== ''
      ? applyNamespaces(patched, namespace)
      : patched;
  const labelled = list(kustomization, 'labels').reduce<KubernetesObject[]>(
    (all, entry) => all.map(object => applyLabels(object, entry)),
    placed,
  );
  const scaled = list(kustomization, 'replicas').reduce<KubernetesObject[]>(
    (all, entry) => scale(all, entry, kustomization),
    labelled,
  );
  return list(kustomization, 'images').reduce<KubernetesObject[]>(
    (all, entry) => all.map(object => applyImage(object, entry)),
    scaled,
  );
}

function scale(
  objects: KubernetesObject[],
  entry: unknown,
  from: Kustomization,
): KubernetesObject[] {
  const scaled = objects.map(object => applyReplicas(object, entry));
  if (scaled.every(object => object === undefined)) {
    throw new OverlayError(
      from.file,
      `replicas names '${
        (entry as { name?: unknown } | undefined)?.name
      }', which is not there`,
      'Name a Deployment or StatefulSet of this overlay',
    );
  }
  return objects.map((object, index) => scaled[index] ?? object);
}

function list(kustomization: Kustomization, field: string): unknown[] {
  const value = kustomization.fields[field];
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new OverlayError(
      kustomization.file,
      `'${field}' is no list`,
      `Write ${field}: as a list`,
    );
  }
  return value;
}
