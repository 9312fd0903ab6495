import fc from 'fast-check';
import { typeOf } from './resources';
import { matcherOf } from './selectors';
import { ObjectStore } from './store';
import { KubernetesObject } from './types';
import { visibleEvent } from './watch';

const type = typeOf('ConfigMap');

const operation = fc.record({
  op: fc.constantFrom('put', 'remove'),
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  tier: fc.constantFrom('one', 'two'),
  value: fc.nat(3),
});
type Operation = { op: string; name: string; tier: string; value: number };

function run(store: ObjectStore, operations: Operation[]): void {
  for (const { op, name, tier, value } of operations) {
    if (op === 'put') {
      store.put(type, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace: 'shop', labels: { tier } },
        data: { value },
      });
    } else {
      store.remove(type, 'shop', name);
    }
  }
}

const byName = (objects: KubernetesObject[]) =>
  Object.fromEntries(objects.map(o => [o.metadata.name, o]));

describe('A store', () => {
  it.each(['', 'tier=one', 'tier!=one'])(
    'tells by list and events together what is, under the selector "%s"',
    selector => {
      const matches = matcherOf('ConfigMap', selector || undefined, undefined);
      fc.assert(
        fc.property(
          fc.array(operation),
          fc.array(operation),
          (before, after) => {
            const store = new ObjectStore();
            run(store, before);
            const { version } = store;
            run(store, after);

            const told: unknown[][] = [];
            const surprises: boolean[] = [];
            const held = byName(store.listAt(type, version)!.filter(matches));
            for (const event of store.eventsAfter(type, version)!) {
              const seen = visibleEvent(event, matches);
              if (!seen) {
                continue;
              }
              const { metadata } = seen.object as KubernetesObject;
              told.push([metadata.resourceVersion, String(event.version)]);
              surprises.push(
                Object.hasOwn(held, metadata.name) === (seen.type === 'ADDED'),
              );
              if (seen.type === 'DELETED') {
                delete held[metadata.name];
              } else {
                held[metadata.name] = seen.object as KubernetesObject;
              }
            }
            expect(told.filter(([a, b]) => a !== b)).toEqual([]);
            expect(surprises).not.toContain(true);
            expect(held).toEqual(byName(store.list(type).filter(matches)));
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('says that a version is gone once its history is', () => {
    const store = new ObjectStore(20);
    run(
      store,
      Array.from({ length: 60 }, (_, value) => ({
        op: 'put',
        name: 'a',
        tier: 'one',
        value,
      })),
    );
    expect(store.eventsAfter(type, 1)).toBeUndefined();
    expect(store.listAt(type, 1)).toBeUndefined();
    expect(store.eventsAfter(type, store.version - 5)).toHaveLength(5);
    store.compact();
    expect(store.eventsAfter(type, store.version - 5)).toBeUndefined();
    expect(store.eventsAfter(type, store.version)).toEqual([]);
  });

  it('goes on from its snapshot under the same versions', () => {
    const store = new ObjectStore();
    run(store, [{ op: 'put', name: 'a', tier: 'one', value: 1 }]);
    const copy = new ObjectStore();
    copy.restore(JSON.parse(JSON.stringify(store.snapshot())), () => type);
    expect(copy.list(type)).toEqual(store.list(type));
    expect(copy.version).toBe(store.version);
    run(copy, [{ op: 'put', name: 'a', tier: 'one', value: 1 }]);
    expect(copy.version).toBe(store.version);
  });
});
