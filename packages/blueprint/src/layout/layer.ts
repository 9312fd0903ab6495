import type { KubernetesObject, Plain } from '../kubernetes';
import { shapeOfKind } from '../kinds';
import type { PartObject } from '../parts/part';
import { commonOf } from './common';
import { difference } from './difference';
import { isSame } from './same';

/** What one folder of Kustomize adds to what it builds on. */
export interface Layer {
  resources: PartObject[];
  patches: PartObject[];
  replicas: { name: string; count: number }[];
}

export type Objects = ReadonlyMap<string, PartObject>;

export function byIdentity(
  objects: readonly PartObject[],
  environment: string,
): Objects {
  return new Map(
    objects.map(given => {
      const id = identityOf(given.object);
      return [given.whole ? `${environment}/${id}` : id, given];
    }),
  );
}

function identityOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${apiVersion}/${kind}/${metadata.name}`;
}

/** Its lists are replaced as a whole, so a patch would say everything again, and what it takes away could not be seen. */
const ALL_OR_NOTHING = 'NetworkPolicy';

/** What all of the versions have and `have` has not, and what there is then. */
export function layerOver(
  have: Objects,
  versions: readonly Objects[],
): { layer: Layer; have: Objects } {
  const layer: Layer = { resources: [], patches: [], replicas: [] };
  const next = new Map(have);
  const [first, ...others] = versions;
  for (const [id, given] of first) {
    if (!others.every(version => version.has(id))) {
      continue;
    }
    const before = have.get(id)?.object;
    const { apiVersion, kind } = given.object;
    const objects = versions.map(version => version.get(id)!.object);
    if (kind === ALL_OR_NOTHING && !objects.every(o => isSame(o, objects[0]))) {
      continue;
    }
    const shape = shapeOfKind(apiVersion, kind);
    const object = commonOf(objects, before, shape);
    next.set(id, { ...given, object });
    if (before && isSame(before, object)) {
      continue;
    }
    if (before) {
      addPatch(layer, given, difference(before, object, shape) as Plain);
    } else {
      layer.resources.push({ ...given, object });
    }
  }
  return { layer, have: next };
}

export function isEmpty({ resources, patches, replicas }: Layer): boolean {
  return resources.length + patches.length + replicas.length === 0;
}

/** Kinds whose replicas Kustomize sets by a line rather than by a patch. */
const counted = ['Deployment', 'StatefulSet'];

function addPatch(
  layer: Layer,
  { file, object }: PartObject,
  change: Plain | undefined,
): void {
  const { apiVersion, kind, metadata } = object;
  const rest: Plain = { ...change };
  const spec = rest.spec as Plain | undefined;
  if (counted.includes(kind) && typeof spec?.replicas === 'number') {
    layer.replicas.push({ name: metadata.name, count: spec.replicas });
    const { replicas, ...others } = spec;
    if (Object.keys(others).length > 0) {
      rest.spec = others;
    } else {
      delete rest.spec;
    }
  }
  if (Object.keys(rest).length > 0) {
    layer.patches.push({
      file: `patch-${file}`,
      object: {
        apiVersion,
        kind,
        ...rest,
        metadata: { name: metadata.name, ...(rest.metadata as Plain) },
      },
    });
  }
}
