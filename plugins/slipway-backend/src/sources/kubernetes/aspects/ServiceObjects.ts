import { KindName, ObjectOf, PrunedObject } from '../kinds';
import { PrunedQuota } from '../kinds/quota';

/** What is known of one service in one namespace, sorted by kind. */
export class ServiceObjects {
  private readonly byKind = new Map<KindName, PrunedObject[]>();

  constructor(
    objects: Iterable<PrunedObject>,
    /** Of its namespace. */
    readonly quotas: readonly PrunedQuota[] = [],
    readonly now = new Date(0),
  ) {
    for (const object of objects) {
      const same = this.byKind.get(object.kind) ?? [];
      same.push(object);
      this.byKind.set(object.kind, same);
    }
  }

  /** By name, so that the same objects tell the same. */
  of<K extends KindName>(...kinds: K[]): ObjectOf<K>[] {
    return kinds.flatMap(kind =>
      [...((this.byKind.get(kind) ?? []) as ObjectOf<K>[])].sort((a, b) =>
        a.name < b.name ? -1 : 1,
      ),
    );
  }
}
