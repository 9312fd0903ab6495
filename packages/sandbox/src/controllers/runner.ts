import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Background, Clock, Pace, timestamp } from '../clock';
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
import { Vault } from '../vault';
import { operators } from '../operators';
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
import { reconcileClaims, reconcileStatefulSets } from './statefulSet';
import { Change, EventNote, Reconcile, World, earliest } from './types';

const CONTROLLERS: Reconcile[] = [
  reconcileNodes,
  reconcileNamespaces,
  collectGarbage,
  ...operators,
  reconcileDeployments,
  reconcileStatefulSets,
  reconcileClaims,
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

export interface RunnerOptions {
  cluster: Cluster;
  registry: Registry;
  vault: Vault;
  clock: Clock;
  background: Background;
  pace: Pace;
}

/** What belongs to no namespace. */
const CLUSTER = '';

/**
 * Runs a cluster's controllers whenever something changed or time brings a change. They look at one namespace at a time:
 * nothing that they do reaches into another.
 */
export class ControllerRunner {
  private readonly changed = new Set<string>();
  private readonly timers = new Map<string, () => void>();
  private scheduled = false;
  private stopped = false;
  private readonly unsubscribe: () => void;

  constructor(private readonly options: RunnerOptions) {
    const { store } = options.cluster;
    this.unsubscribe = store.subscribe(({ object, resource }) => {
      if (resource.kind === 'Node') {
        this.wakeAll();
      } else {
        this.wake(object.metadata.namespace ?? CLUSTER);
        if (resource.kind === 'Namespace') {
          this.wake(object.metadata.name);
        }
      }
    });
    this.wakeAll();
  }

  /** Everything is looked at anew, also where nothing changed. */
  wakeAll(): void {
    this.wake(CLUSTER);
    for (const { metadata } of this.cluster.store.list(typeOf('Namespace'))) {
      this.wake(metadata.name);
    }
  }

  private get cluster(): Cluster {
    return this.options.cluster;
  }

  private wake(namespace: string): void {
    if (this.stopped) {
      return;
    }
    this.changed.add(namespace);
    if (this.scheduled) {
      return;
    }
    this.scheduled = true;
    const { background } = this.options;
    background.run(`controllers of ${this.cluster.name}`, async () => {
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
    this.timers.forEach(cancel => cancel());
  }

  private settle(): void {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const namespaces = [...this.changed];
      this.changed.clear();
      if (namespaces.length === 0) {
        return;
      }
      namespaces.forEach(namespace => this.look(namespace));
    }
    throw new Error('the controllers do not come to rest');
  }

  private look(namespace: string): void {
    let wakeAt: Date | undefined;
    for (const reconcile of CONTROLLERS) {
      const outcome = reconcile(this.world(namespace));
      outcome.changes.forEach(change => this.apply(change));
      wakeAt = earliest(wakeAt, outcome.wakeAt);
    }
    this.timers.get(namespace)?.();
    this.timers.delete(namespace);
    if (wakeAt) {
      const { clock } = this.options;
      const wait = wakeAt.getTime() - clock.now().getTime();
      this.timers.set(
        namespace,
        clock.setTimer(Math.max(1, wait), () => this.wake(namespace)),
      );
    }
  }

  private world(inside: string): World {
    const { store } = this.cluster;
    const { clock, registry, vault, pace } = this.options;
    return {
      now: clock.now(),
      hurried: pace.hurried,
      vault,
      list: kind => {
        const type = typeOf(kind);
        return store.list(type, type.namespaced ? inside : undefined);
      },
      everywhere: kind => store.list(typeOf(kind)),
      get: (kind, namespace, name) => store.get(typeOf(kind), namespace, name),
      all: () => [
        ...store.inside(inside),
        ...(inside === CLUSTER ? [] : store.inside(CLUSTER)),
      ],
      inside: namespace => store.inside(namespace),
      image: reference => registry.find(reference),
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
    const now = timestamp(this.options.clock.now());
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
