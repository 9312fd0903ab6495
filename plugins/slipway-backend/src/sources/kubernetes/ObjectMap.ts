import { setImmediate as others } from 'node:timers/promises';
import { PrunedObject } from './kinds';

/** Then others have their turn: a cluster has tens of thousands of pods. */
const AT_ONCE = 500;

export type OnChange<T> = (before: T | undefined, after: T | undefined) => void;

/** The objects of one kind as they were last read; tells what differs. */
export class ObjectMap<T extends PrunedObject> {
  private readonly objects = new Map<string, T>();

  constructor(private readonly onChange: OnChange<T>) {}

  put(object: T) {
    const before = this.objects.get(object.key);
    if (before?.resourceVersion !== object.resourceVersion) {
      this.take(object);
    }
  }

  remove(key: string) {
    const before = this.objects.get(key);
    if (before) {
      this.objects.delete(key);
      this.onChange(before, undefined);
    }
  }

  /**
   * These are all that there are. A cluster that was restored from a backup gives versions out anew, so that the same version
   * does not say that it is the same object.
   */
  async replace(found: ReadonlyMap<string, T>): Promise<void> {
    let looked = 0;
    const turn = () => {
      looked += 1;
      return looked % AT_ONCE === 0;
    };
    for (const key of [...this.objects.keys()]) {
      if (!found.has(key)) {
        this.remove(key);
      }
      if (turn()) {
        await others();
      }
    }
    for (const object of found.values()) {
      this.take(object);
      if (turn()) {
        await others();
      }
    }
  }

  private take(object: T) {
    const before = this.objects.get(object.key);
    this.objects.set(object.key, object);
    this.onChange(before, object);
  }
}
