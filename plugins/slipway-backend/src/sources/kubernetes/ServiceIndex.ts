import { Subject } from '@slipway/plugin-slipway-common';
import { Knowledge, ServiceObjects } from './aspects';
import { KindName, PrunedObject } from './kinds';
import { goOnFailing } from './kinds/fluxSources';
import { StoreObject, asStore } from './kinds/stores';
import { joined } from './kinds/read';

/** Who is concerned by a change of an object. */
export type OnTouched = (kind: KindName, subjects: Iterable<string>) => void;

/** All that was read of a cluster, by service and namespace. */
export class ServiceIndex {
  private readonly services = new Map<string, Set<PrunedObject>>();
  private readonly subjects = new Map<string, Subject>();
  private readonly byNamespace = new Map<string, Set<string>>();
  private readonly places = new Map<string, PrunedObject>();
  /** What keeps data, by environment and name: others may depend on it. */
  private readonly stores = new Map<string, Set<StoreObject>>();
  private readonly common = new Map<string, Map<string, PrunedObject>>();

  constructor(
    private readonly cluster: string,
    private readonly onTouched: OnTouched,
    private readonly dependsOn: (
      service: string,
    ) => readonly string[] = () => [],
  ) {}

  /** `before` is what was told as `after` last, and no copy. */
  changed(before?: PrunedObject, after?: PrunedObject) {
    const object = after ?? before!;
    if (before && after && keyOf(before) !== keyOf(after)) {
      this.changed(before, undefined);
    }
    if (object.service === '') {
      this.commonChanged(before, after);
      return;
    }
    const key = keyOf(object);
    this.know(key, object);
    const known = this.services.get(key) ?? new Set<PrunedObject>();
    if (before) {
      known.delete(before);
    }
    if (after) {
      known.add(after);
    }
    this.services.set(key, known);
    this.storeChanged(asStore(before), asStore(after));
    this.onTouched(object.kind, [key]);
  }

  subject(key: string): Subject {
    return this.subjects.get(key)!;
  }

  /** Whoever has ever been seen and not been forgotten. */
  all(): IterableIterator<string> {
    return this.subjects.keys();
  }

  objects(
    key: string,
    now: Date,
    known: Pick<Knowledge, 'isRead' | 'reach'> = {},
  ): ServiceObjects {
    const { namespace, service, environment } = this.subject(key);
    const { places } = this;
    const others = this.dependsOn(service)
      .flatMap(name => [...(this.stores.get(joined(environment, name)) ?? [])])
      .filter(store => store.service !== service);
    return new ServiceObjects(
      this.services.get(key)?.values() ?? [],
      this.common.get(namespace)?.values() ?? [],
      now,
      { ...known, places, others },
    );
  }

  /** Leaves out those of which nothing is left. */
  forgetEmpty(keys: Iterable<string>) {
    for (const key of keys) {
      const { namespace, service } = this.subject(key);
      const empty = service
        ? this.services.get(key)?.size === 0
        : !this.hasQuota(namespace);
      if (empty) {
        this.services.delete(key);
        this.subjects.delete(key);
        this.byNamespace.get(namespace)?.delete(key);
      }
    }
  }

  private know(key: string, { service, environment, namespace }: PrunedObject) {
    if (!this.subjects.has(key)) {
      const { cluster } = this;
      this.subjects.set(key, { service, environment, cluster, namespace });
      const inside = this.byNamespace.get(namespace) ?? new Set();
      this.byNamespace.set(namespace, inside.add(key));
    }
  }

  /** What is nobody's in particular concerns everyone in its namespaces. */
  private commonChanged(before?: PrunedObject, after?: PrunedObject) {
    const { kind, place: own } = after ?? before!;
    if (own !== undefined) {
      this.placeChanged(before, after);
      return;
    }
    const places = new Set([...placesOf(before), ...placesOf(after)]);
    const id = `${kind}/${(after ?? before!).key}`;
    for (const place of places) {
      const known = this.common.get(place) ?? new Map<string, PrunedObject>();
      if (after && placesOf(after).includes(place)) {
        known.set(id, after);
      } else {
        known.delete(id);
      }
      if (known.size > 0) {
        this.common.set(place, known);
      } else {
        this.common.delete(place);
      }
      if (after?.kind === 'ResourceQuota') {
        this.know(keyOf(after), after);
      }
      this.onTouched(kind, this.byNamespace.get(place) ?? []);
    }
  }

  /** Who depends on it is told anew with what is listed, once a round. */
  private storeChanged(before?: StoreObject, after?: StoreObject) {
    if (before) {
      this.stores.get(storeKey(before))?.delete(before);
    }
    if (after) {
      const key = storeKey(after);
      const known = this.stores.get(key) ?? new Set();
      this.stores.set(key, known.add(after));
    }
  }

  /** Who names it is told anew with everything else that is listed, once a round. */
  private placeChanged(before?: PrunedObject, after?: PrunedObject) {
    if (before?.place !== undefined) {
      this.places.delete(before.place);
    }
    if (after?.place !== undefined) {
      goOnFailing(before, after);
      this.places.set(after.place, after);
    }
  }

  private hasQuota(namespace: string): boolean {
    const known = this.common.get(namespace)?.values() ?? [];
    return [...known].some(({ kind }) => kind === 'ResourceQuota');
  }
}

function storeKey({ environment, name }: StoreObject): string {
  return joined(environment, name);
}

function placesOf(object: PrunedObject | undefined): readonly string[] {
  return object ? object.around ?? [object.namespace] : [];
}

function keyOf({ service, environment, namespace }: PrunedObject): string {
  return joined(service, environment, namespace);
}
