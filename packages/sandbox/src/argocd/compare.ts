import { isDeepStrictEqual } from 'node:util';
import {
  Cluster,
  KubernetesObject,
  ResourceType,
  findKind,
  merge,
} from '../kubernetes';
import { Mark } from './inventory';
import { ApplicationError, LAST_APPLIED } from './types';

/** One object of an application: wanted, live, or both. */
export interface Item {
  type: ResourceType;
  name: string;
  namespace?: string;
  desired?: KubernetesObject;
  live?: KubernetesObject;
  /** What applying would make of the live object. */
  merged?: KubernetesObject;
  synced: boolean;
}

/** Argo CD's order of kinds; what is not in it comes after. */
const KIND_ORDER = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'PersistentVolumeClaim',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicaSet',
  'Deployment',
  'StatefulSet',
  'Job',
  'CronJob',
  'Ingress',
];

/** Live objects that were found to be as wanted: to compare is costly, and mostly only a status has changed. */
const asWanted = new WeakMap<KubernetesObject, KubernetesObject>();

/** Wanted objects beside live ones, in the order in which they are applied. */
export function compare(
  cluster: Cluster,
  namespace: string,
  objects: KubernetesObject[],
  mark: Mark,
  /** What was put into the cluster before. */
  tracked: KubernetesObject[],
): Item[] {
  const wanted = objects.map(o => wantedItem(cluster, namespace, o, mark));
  const known = new Set(wanted.map(identity));
  const surplus = tracked
    .map(live => itemOf(live))
    .filter(item => !known.has(identity(item)));
  return [...wanted.sort(inOrder), ...surplus.sort(inOrder).reverse()];
}

function itemOf(live: KubernetesObject): Item {
  return {
    type: findKind(live.apiVersion, live.kind)!,
    name: live.metadata.name,
    namespace: live.metadata.namespace,
    live,
    synced: false,
  };
}

function wantedItem(
  cluster: Cluster,
  namespace: string,
  object: KubernetesObject,
  mark: Mark,
): Item {
  const type = findKind(object.apiVersion, object.kind);
  if (!type) {
    const [version, group = ''] = object.apiVersion.split('/').reverse();
    throw new ApplicationError(
      'ComparisonError',
      `The Kubernetes API could not find ${group}/${
        object.kind
      } (${version}) for requested resource ${
        object.metadata.namespace ?? namespace
      }/${object.metadata.name}. Make sure the "${
        object.kind
      }" CRD is installed on the destination cluster.`,
    );
  }
  const home = type.namespaced
    ? object.metadata.namespace ?? namespace
    : undefined;
  const { name } = object.metadata;
  const live = cluster.store.get(type, home, name);
  const before = live && asWanted.get(object);
  if (before && onlyItsStatusDiffers(before, live)) {
    asWanted.set(object, live);
    return { type, name, namespace: home, desired: object, live, synced: true };
  }
  const desired = prepared(mark, type, home, object);
  const merged =
    live &&
    cluster.replace(type, live, applied(live, desired), undefined, true);
  const synced = Boolean(live && merged && same(live, merged));
  if (live && synced) {
    asWanted.set(object, live);
  }
  return { type, name, namespace: home, desired, live, merged, synced };
}

/** Objects are never changed in place, so that what is the same object is the same. */
function onlyItsStatusDiffers(
  { metadata: before, ...a }: KubernetesObject,
  { metadata: after, ...b }: KubernetesObject,
): boolean {
  const { uid, labels, annotations } = before;
  return (
    uid === after.uid &&
    labels === after.labels &&
    annotations === after.annotations &&
    Object.keys({ ...a, ...b }).every(
      field => field === 'status' || a[field] === b[field],
    )
  );
}

function prepared(
  mark: Mark,
  type: ResourceType,
  namespace: string | undefined,
  object: KubernetesObject,
): KubernetesObject {
  const bare = mark(
    {
      ...object,
      metadata: { ...object.metadata, ...(namespace && { namespace }) },
    },
    type,
  );
  return {
    ...bare,
    metadata: {
      ...bare.metadata,
      annotations: {
        ...bare.metadata.annotations,
        [LAST_APPLIED]: `${JSON.stringify(bare)}\n`,
      },
    },
  };
}

/** A client-side apply: what was applied before and is no longer wanted goes, what others added stays. */
function applied(
  live: KubernetesObject,
  desired: KubernetesObject,
): KubernetesObject {
  const text = live.metadata.annotations?.[LAST_APPLIED];
  const last = text ? JSON.parse(text) : {};
  const patch = merge(removals(last, desired), desired, false);
  const { metadata, ...rest } = merge(live, patch, false) as KubernetesObject;
  return {
    ...rest,
    metadata: { ...metadata, resourceVersion: undefined },
  } as KubernetesObject;
}

/** The fields of `last` that `desired` no longer has, as nulls of a merge patch. */
function removals(last: unknown, desired: unknown): unknown {
  if (!isMap(last) || !isMap(desired)) {
    return {};
  }
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(last)) {
    if (!(key in desired)) {
      result[key] = null;
    } else if (isMap(value) && isMap(desired[key])) {
      result[key] = removals(value, desired[key]);
    }
  }
  return result;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(live: KubernetesObject, merged: KubernetesObject): boolean {
  const bare = (o: KubernetesObject) => {
    const { [LAST_APPLIED]: _, ...annotations } = o.metadata.annotations ?? {};
    return JSON.parse(
      JSON.stringify({
        ...o,
        metadata: {
          ...o.metadata,
          annotations,
          generation: 0,
          resourceVersion: '',
        },
      }),
    );
  };
  return isDeepStrictEqual(bare(live), bare(merged));
}

function identity({ type, namespace, name }: Item): string {
  return `${type.group}/${type.kind}/${namespace ?? ''}/${name}`;
}

function inOrder(a: Item, b: Item): number {
  const rank = (item: Item) => {
    const index = KIND_ORDER.indexOf(item.type.kind);
    return index < 0 ? KIND_ORDER.length : index;
  };
  return rank(a) - rank(b) || identity(a).localeCompare(identity(b));
}
