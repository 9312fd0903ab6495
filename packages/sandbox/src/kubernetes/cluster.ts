import { Clock, timestamp } from '../clock';
import { refusalOf, withLimitRange } from './quota';
import { findKind, typeOf } from './resources';
import {
  alreadyExists,
  conflict,
  deleted,
  forbiddenByState,
  notFound,
} from './status';
import { ObjectStore, StoreSnapshot } from './store';
import { KubernetesObject, ResourceType } from './types';
import { prepareCreate, prepareUpdate } from './writes';

export interface Identities {
  uid(): string;
  /** Five characters that complete a `generateName`. */
  suffix(): string;
}

export interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Orphan' | 'Background' | 'Foreground';
  preconditions?: { uid?: string; resourceVersion?: string };
}

/** One cluster: its objects, with the rules by which the API server lets them change. */
export class Cluster {
  readonly store = new ObjectStore();

  constructor(
    readonly name: string,
    readonly clock: Clock,
    private readonly identities: Identities,
  ) {}

  restore(snapshot: StoreSnapshot): void {
    this.store.restore(snapshot, o => findKind(o.apiVersion, o.kind));
  }

  get(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
  ): KubernetesObject {
    const object = this.store.get(type, namespace, name);
    if (!object) {
      throw notFound(type, name);
    }
    return object;
  }

  create(
    type: ResourceType,
    namespace: string | undefined,
    body: unknown,
    dryRun = false,
  ): KubernetesObject {
    const object = prepareCreate(type, namespace, body, {
      now: timestamp(this.clock.now()),
      uid: this.identities.uid(),
      suffix: this.identities.suffix(),
    });
    if (type.namespaced) {
      const home = this.get(typeOf('Namespace'), undefined, namespace ?? '');
      if (home.metadata.deletionTimestamp) {
        throw forbiddenByState(
          type,
          object.metadata.name,
          `unable to create new content in namespace ${namespace} because it is being terminated`,
        );
      }
    }
    if (this.store.get(type, namespace, object.metadata.name)) {
      throw alreadyExists(type, object.metadata.name);
    }
    const admitted = type.kind === 'Pod' ? this.admit(type, object) : object;
    return dryRun ? admitted : this.store.put(type, admitted);
  }

  /** LimitRange and ResourceQuota, which have a word before a pod is there. */
  private admit(type: ResourceType, pod: KubernetesObject): KubernetesObject {
    const { namespace, name } = pod.metadata;
    const refusal = refusalOf(this.store, namespace, pod.spec);
    if (refusal) {
      throw forbiddenByState(type, name, refusal);
    }
    return withLimitRange(pod, this.store);
  }

  replace(
    type: ResourceType,
    live: KubernetesObject,
    body: unknown,
    subresource?: 'status',
    dryRun = false,
  ): KubernetesObject {
    const object = prepareUpdate(type, live, body, subresource);
    if (dryRun) {
      return object;
    }
    const { deletionTimestamp, finalizers, namespace, name } = object.metadata;
    if (
      deletionTimestamp &&
      live.metadata.finalizers?.length &&
      !finalizers?.length
    ) {
      this.store.remove(type, namespace, name);
      return object;
    }
    return this.store.put(type, object);
  }

  /** Answers as the server does: the object that still goes, or a Status once it is gone. */
  delete(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
    dryRun = false,
  ) {
    const live = this.get(type, namespace, name);
    const { metadata } = live;
    const { preconditions } = options;
    if (
      (preconditions?.uid && preconditions.uid !== metadata.uid) ||
      (preconditions?.resourceVersion &&
        preconditions.resourceVersion !== metadata.resourceVersion)
    ) {
      throw conflict(type, name, 'Precondition failed');
    }
    if (dryRun) {
      return live;
    }
    if (options.propagationPolicy === 'Orphan') {
      this.orphanDependents(metadata.uid);
    }
    const grace = graceOf(type, live, options);
    if (
      grace === 0 &&
      !metadata.finalizers?.length &&
      type.kind !== 'Namespace'
    ) {
      this.store.remove(type, namespace, name);
      return deleted(type, name, metadata.uid);
    }
    if (metadata.deletionTimestamp) {
      return live;
    }
    const end = new Date(this.clock.now().getTime() + grace * 1000);
    return this.store.put(type, {
      ...live,
      ...(type.kind === 'Namespace' && {
        status: { ...live.status, phase: 'Terminating' },
      }),
      metadata: {
        ...metadata,
        deletionTimestamp: timestamp(end),
        deletionGracePeriodSeconds: grace,
      },
    });
  }

  private orphanDependents(uid: string | undefined): void {
    for (const object of this.store.snapshot().objects) {
      const owners = object.metadata.ownerReferences ?? [];
      const type = findKind(object.apiVersion, object.kind);
      if (type && owners.some(o => o.uid === uid)) {
        this.store.put(type, {
          ...object,
          metadata: {
            ...object.metadata,
            ownerReferences: owners.filter(o => o.uid !== uid),
          },
        });
      }
    }
  }
}

/** Only pods go gracefully; one that no node has taken goes at once. */
function graceOf(
  type: ResourceType,
  live: KubernetesObject,
  options: DeleteOptions,
): number {
  if (type.kind !== 'Pod' || !live.spec?.nodeName) {
    return 0;
  }
  return (
    options.gracePeriodSeconds ?? live.spec?.terminationGracePeriodSeconds ?? 30
  );
}
