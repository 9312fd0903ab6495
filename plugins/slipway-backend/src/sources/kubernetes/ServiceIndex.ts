import { Subject } from '@slipway/plugin-slipway-common';
import { ServiceObjects } from './aspects';
import { KindName, PrunedObject } from './kinds';
import { PrunedQuota } from './kinds/quota';

/** Who is concerned by a change of an object. */
export type OnTouched = (kind: KindName, subjects: Iterable<string>) => void;

/** All that was read of a cluster, by service and namespace. */
export class ServiceIndex {
  private readonly services = new Map<string, Map<string, PrunedObject>>();
  private readonly subjects = new Map<string, Subject>();
  private readonly byNamespace = new Map<string, Set<string>>();
  private readonly quotas = new Map<string, Map<string, PrunedQuota>>();

  constructor(
    private readonly cluster: string,
    private readonly onTouched: OnTouched,
  ) {}

  changed(before?: PrunedObject, after?: PrunedObject) {
    const object = after ?? before!;
    if (before && after && keyOf(before) !== keyOf(after)) {
      this.changed(before, undefined);
    }
    if (object.kind === 'ResourceQuota') {
      this.quotaChanged(object, after !== undefined);
      return;
    }
    const key = keyOf(object);
    this.know(key, object);
    const known = this.services.get(key) ?? new Map<string, PrunedObject>();
    const id = `${object.kind}/${object.name}`;
    if (after) {
      known.set(id, object);
    } else {
      known.delete(id);
    }
    this.services.set(key, known);
    this.onTouched(object.kind, [key]);
  }

  subject(key: string): Subject {
    return this.subjects.get(key)!;
  }

  /** Whoever has ever been seen and not been forgotten. */
  all(): IterableIterator<string> {
    return this.subjects.keys();
  }

  objects(key: string, now: Date): ServiceObjects {
    const { namespace } = this.subject(key);
    return new ServiceObjects(
      this.services.get(key)?.values() ?? [],
      [...(this.quotas.get(namespace)?.values() ?? [])].sort((a, b) =>
        a.name < b.name ? -1 : 1,
      ),
      now,
    );
  }

  /** Leaves out those of which nothing is left. */
  forgetEmpty(keys: Iterable<string>) {
    for (const key of keys) {
      const { namespace, service } = this.subject(key);
      const empty = service
        ? this.services.get(key)?.size === 0
        : !this.quotas.get(namespace)?.size;
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

  /** A quota concerns everyone in its namespace. */
  private quotaChanged(quota: PrunedQuota, there: boolean) {
    const { namespace, name } = quota;
    const known = this.quotas.get(namespace) ?? new Map<string, PrunedQuota>();
    if (there) {
      known.set(name, quota);
    } else {
      known.delete(name);
    }
    this.quotas.set(namespace, known);
    this.know(keyOf(quota), quota);
    this.onTouched('ResourceQuota', this.byNamespace.get(namespace)!);
  }
}

function keyOf({ service, environment, namespace }: PrunedObject): string {
  return `${service}/${environment}/${namespace}`;
}
