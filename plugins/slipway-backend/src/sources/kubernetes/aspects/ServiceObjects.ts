import { KindName, ObjectOf, PrunedObject } from '../kinds';
import { StoreObject } from '../kinds/stores';
import type { ReadingStatus } from '../status';

/** What is known beside the objects of a service itself. */
export interface Knowledge {
  /** What others name, by its place. */
  places?: ReadonlyMap<string, PrunedObject>;
  /** Whether that there is none of a kind means that there is none. */
  isRead?: (kind: KindName) => boolean;
  /** How well is known what there is of a kind in a namespace. */
  reach?: (kind: KindName, namespace: string) => ReadingStatus;
  /** What other services run for this one. */
  others?: readonly StoreObject[];
}

/** What is known of one service in one namespace, sorted by kind. */
export class ServiceObjects {
  private readonly own: ByKind;
  private readonly common: ByKind;

  constructor(
    objects: Iterable<PrunedObject>,
    /** What concerns everybody in its namespace. */
    around: Iterable<PrunedObject> = [],
    readonly now = new Date(0),
    private readonly more: Knowledge = {},
  ) {
    this.own = byKind(objects);
    this.common = byKind(around);
  }

  /** By name, so that the same objects tell the same. */
  of<K extends KindName>(...kinds: K[]): ObjectOf<K>[] {
    return sorted(this.own, kinds);
  }

  /** What is nobody's and elsewhere, and is named here. */
  at<K extends KindName>(kind: K, place: string): ObjectOf<K> | undefined {
    const found = this.more.places?.get(place);
    return found?.kind === kind ? (found as ObjectOf<K>) : undefined;
  }

  get others(): readonly StoreObject[] {
    return this.more.others ?? [];
  }

  isRead(kind: KindName): boolean {
    return this.more.isRead?.(kind) ?? false;
  }

  reach(kind: KindName, namespace: string): ReadingStatus {
    return this.more.reach?.(kind, namespace) ?? { state: 'starting' };
  }

  /** The same of what is nobody's in particular. */
  around<K extends KindName>(...kinds: K[]): ObjectOf<K>[] {
    return sorted(this.common, kinds);
  }
}

type ByKind = ReadonlyMap<KindName, PrunedObject[]>;

function byKind(objects: Iterable<PrunedObject>): ByKind {
  const found = new Map<KindName, PrunedObject[]>();
  for (const object of objects) {
    const same = found.get(object.kind) ?? [];
    same.push(object);
    found.set(object.kind, same);
  }
  return found;
}

function sorted<K extends KindName>(of: ByKind, kinds: K[]): ObjectOf<K>[] {
  return kinds.flatMap(kind =>
    [...((of.get(kind) ?? []) as ObjectOf<K>[])].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
  );
}
