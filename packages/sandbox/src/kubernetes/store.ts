import { isDeepStrictEqual } from 'node:util';
import { apiVersionOf } from './resources';
import { Shelf, inOrder, keyOfObject } from './shelf';
import { KubernetesObject, ResourceType } from './types';

export interface StoreEvent {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resource: ResourceType;
  object: KubernetesObject;
  previous?: KubernetesObject;
}

/** What of a store is kept on disk. Its history is not: who resumes from an older version is told that it is gone. */
export interface StoreSnapshot {
  version: number;
  objects: KubernetesObject[];
}

const DEFAULT_HISTORY = 4000;

/** The objects of one cluster by type, each write under a new version, and a bounded history of the writes. */
export class ObjectStore {
  private readonly objects = new Map<string, Shelf>();
  private readonly listeners = new Set<(event: StoreEvent) => void>();
  private history: StoreEvent[] = [];
  private current = 0;
  private oldest = 0;

  constructor(private readonly historyLimit = DEFAULT_HISTORY) {}

  /** The version of the last write. */
  get version(): number {
    return this.current;
  }

  /** The oldest version from which a reader can go on. */
  get oldestVersion(): number {
    return this.oldest;
  }

  get(type: ResourceType, namespace: string | undefined, name: string) {
    return this.objects.get(idOf(type))?.get(namespace, name);
  }

  /** In the order of their keys, namespace before name. */
  list(type: ResourceType, namespace?: string): KubernetesObject[] {
    return this.objects.get(idOf(type))?.inOrder(namespace) ?? [];
  }

  /** The list as it was at a version, or undefined where the history does not reach back so far. */
  listAt(
    type: ResourceType,
    version: number,
    namespace?: string,
  ): KubernetesObject[] | undefined {
    if (version < this.oldest || version > this.current) {
      return undefined;
    }
    const past = new Map(
      (this.objects.get(idOf(type))?.all(namespace) ?? []).map(object => [
        keyOfObject(object),
        object,
      ]),
    );
    for (let i = this.history.length - 1; i >= 0; i--) {
      const event = this.history[i];
      if (event.version <= version) {
        break;
      }
      const inside =
        namespace === undefined ||
        event.object.metadata.namespace === namespace;
      if (idOf(event.resource) === idOf(type) && inside) {
        const key = keyOfObject(event.object);
        if (event.previous) {
          past.set(key, event.previous);
        } else {
          past.delete(key);
        }
      }
    }
    return inOrder([...past.values()]);
  }

  /** Every event after a version, or undefined where the history does not reach back so far. */
  eventsAfter(type: ResourceType, version: number): StoreEvent[] | undefined {
    if (version < this.oldest) {
      return undefined;
    }
    return this.history.filter(
      e => e.version > version && idOf(e.resource) === idOf(type),
    );
  }

  /** Writes an object. One that changes nothing is no write and keeps its version, as on a real server. */
  put(type: ResourceType, object: KubernetesObject): KubernetesObject {
    const shelf = this.shelf(type);
    const { namespace, name } = object.metadata;
    const previous = shelf.get(namespace, name);
    if (previous && sameContent(previous, object)) {
      return previous;
    }
    const written = this.stamp(object);
    shelf.set(written);
    this.record({
      version: this.current,
      type: previous ? 'MODIFIED' : 'ADDED',
      resource: type,
      object: written,
      previous,
    });
    return written;
  }

  remove(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
  ): void {
    const previous = this.get(type, namespace, name);
    if (!previous) {
      return;
    }
    this.shelf(type).delete(namespace, name);
    const last = this.stamp(previous);
    this.record({
      version: this.current,
      type: 'DELETED',
      resource: type,
      object: last,
      previous,
    });
  }

  /** Forgets the history, as etcd does when it is compacted. */
  compact(): void {
    this.history = [];
    this.oldest = this.current;
  }

  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  snapshot(): StoreSnapshot {
    const objects = [...this.objects.values()].flatMap(shelf => shelf.all());
    return { version: this.current, objects };
  }

  /** Fills an empty store; no event tells of it. */
  restore(
    snapshot: StoreSnapshot,
    findType: (object: KubernetesObject) => ResourceType | undefined,
  ): void {
    this.current = snapshot.version;
    this.oldest = snapshot.version;
    for (const object of snapshot.objects) {
      const type = findType(object);
      if (type) {
        this.shelf(type).set(object);
      }
    }
  }

  /** Everything in a namespace, or what belongs to none. */
  inside(namespace: string | undefined): KubernetesObject[] {
    return [...this.objects.values()].flatMap(shelf =>
      shelf.all(namespace ?? ''),
    );
  }

  private shelf(type: ResourceType): Shelf {
    const shelf = this.objects.get(idOf(type)) ?? new Shelf();
    this.objects.set(idOf(type), shelf);
    return shelf;
  }

  private stamp(object: KubernetesObject): KubernetesObject {
    this.current += 1;
    return {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.current) },
    };
  }

  private record(event: StoreEvent): void {
    this.history.push(event);
    if (this.history.length > this.historyLimit) {
      // Cut in blocks, so that a busy store does not move its history with every write.
      const cut = Math.ceil(this.historyLimit / 10);
      this.oldest = this.history[cut - 1].version;
      this.history = this.history.slice(cut);
    }
    for (const listener of [...this.listeners]) {
      listener(event);
    }
  }
}

function idOf(type: ResourceType): string {
  return `${apiVersionOf(type)}/${type.plural}`;
}

function sameContent(a: KubernetesObject, b: KubernetesObject): boolean {
  const bare = (o: KubernetesObject) => ({
    ...o,
    metadata: { ...o.metadata, resourceVersion: undefined },
  });
  return isDeepStrictEqual(bare(a), bare(b));
}
