import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Background, Clock, timestamp } from '../clock';
import {
  ApiError,
  Cluster,
  KubernetesObject,
  findKind,
  refusalOf,
  typeOf,
  usedIn,
  written,
} from '../kubernetes';
import { Registry } from '../registry';
import { reconcileAutoscalers } from './autoscaler';
import { reconcileCronJobs } from './cronJob';
import { reconcileDeployments } from './deployment';
import { reconcileEndpoints } from './endpoints';
import {
  collectGarbage,
  expireEvents,
  reconcileNamespaces,
  reconcileNodes,
} from './housekeeping';
import { reconcileJobs } from './job';
import { reconcilePods } from './pod';
import { reconcileQuotas } from './quota';
import { reconcileReplicaSets } from './replicaSet';
import { Change, EventNote, Reconcile, World, earliest } from './types';

const CONTROLLERS: Reconcile[] = [
  reconcileNodes,
  reconcileNamespaces,
  collectGarbage,
  reconcileDeployments,
  reconcileAutoscalers,
  reconcileReplicaSets,
  reconcileCronJobs,
  reconcileJobs,
  reconcilePods,
  reconcileQuotas,
  reconcileEndpoints,
  expireEvents,
];

/** More rounds than this without rest are a mistake in a controller, not work. */
const MOST_ROUNDS = 200;

/** Runs a cluster's controllers whenever something changed or time brings a change. */
export class ControllerRunner {
  private scheduled = false;
  private stopped = false;
  private cancelTimer?: () => void;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly cluster: Cluster,
    private readonly registry: Registry,
    private readonly clock: Clock,
    private readonly background: Background,
  ) {
    this.unsubscribe = cluster.store.subscribe(() => this.wake());
    this.wake();
  }

  wake(): void {
    if (this.scheduled || this.stopped) {
      return;
    }
    this.scheduled = true;
    this.background.run(`controllers of ${this.cluster.name}`, async () => {
      // Not within the write that woke it: its writer has not seen the answer yet.
      await Promise.resolve();
      try {
        this.settle();
      } finally {
        this.scheduled = false;
      }
    });
  }

  stop(): void {
    this.stopped = true;
    this.unsubscribe();
    this.cancelTimer?.();
  }

  private settle(): void {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const version = this.cluster.store.version;
      let wakeAt: Date | undefined;
      for (const reconcile of CONTROLLERS) {
        const outcome = reconcile(this.world());
        outcome.changes.forEach(change => this.apply(change));
        wakeAt = earliest(wakeAt, outcome.wakeAt);
      }
      if (this.cluster.store.version === version) {
        this.wakeAt(wakeAt);
        return;
      }
    }
    throw new Error('the controllers do not come to rest');
  }

  private wakeAt(date: Date | undefined): void {
    this.cancelTimer?.();
    this.cancelTimer =
      date &&
      this.clock.setTimer(
        Math.max(1, date.getTime() - this.clock.now().getTime()),
        () => this.wake(),
      );
  }

  private world(): World {
    const { store } = this.cluster;
    return {
      now: this.clock.now(),
      list: (kind, namespace) => store.list(typeOf(kind), namespace),
      get: (kind, namespace, name) => store.get(typeOf(kind), namespace, name),
      all: () => store.snapshot().objects,
      image: reference => this.registry.find(reference),
      used: namespace => {
        const used = usedIn(store, namespace);
        return name => written(name, used[name] ?? 0);
      },
      refusal: (namespace, podSpec, making) =>
        refusalOf(store, namespace, podSpec, making),
    };
  }

  private apply(change: Change): void {
    if (change.op === 'event') {
      this.record(change.about, change.event);
      return;
    }
    const { apiVersion, kind, metadata } = change.object;
    const type = findKind(apiVersion, kind) ?? typeOf(kind);
    const { namespace, name = '' } = metadata;
    try {
      if (change.op === 'create') {
        this.cluster.create(type, namespace, change.object);
        return;
      }
      const live = this.cluster.store.get(type, namespace, name);
      if (!live || live.metadata.uid !== metadata.uid) {
        return;
      }
      switch (change.op) {
        case 'update':
          this.cluster.replace(type, live, fresh(change.object));
          break;
        case 'status':
          if (!isDeepStrictEqual(live.status, change.object.status)) {
            this.cluster.replace(type, live, fresh(change.object), 'status');
          }
          break;
        case 'delete':
          this.cluster.delete(type, namespace, name);
          break;
        default:
          this.cluster.store.remove(type, namespace, name);
      }
    } catch (error) {
      // What another write has overtaken is seen again in the next round.
      if (!(error instanceof ApiError)) {
        throw error;
      }
    }
  }

  /** The same event again counts up, as a cluster does it. */
  private record(about: KubernetesObject, note: EventNote): void {
    const now = timestamp(this.clock.now());
    const { name, namespace = 'default', uid } = about.metadata;
    const key = createHash('sha256')
      .update(`${uid}${note.reason}${note.message}`)
      .digest('hex');
    const type = typeOf('Event');
    const eventName = `${name}.${key.slice(0, 16)}`;
    const live = this.cluster.store.get(type, namespace, eventName);
    if (live) {
      this.cluster.store.put(type, {
        ...live,
        count: live.count + 1,
        lastTimestamp: now,
      });
      return;
    }
    const home = this.cluster.store.get(
      typeOf('Namespace'),
      undefined,
      namespace,
    );
    if (!home || home.metadata.deletionTimestamp) {
      return;
    }
    this.cluster.create(type, namespace, {
      metadata: { name: eventName },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name,
        namespace,
        uid,
        resourceVersion: about.metadata.resourceVersion,
      },
      reason: note.reason,
      message: note.message,
      type: note.type,
      source: { component: note.component },
      reportingComponent: note.component,
      reportingInstance: '',
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
    });
  }
}

/** A controller writes over what it has just read; no one writes in between. */
function fresh(object: KubernetesObject): KubernetesObject {
  return {
    ...object,
    metadata: { ...object.metadata, resourceVersion: undefined },
  };
}
