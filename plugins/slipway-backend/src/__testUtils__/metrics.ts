import { MetricsService } from '@backstage/backend-plugin-api/alpha';

type Attributes = Record<string, unknown>;

/** A meter that keeps what is counted, by name and attributes, until somebody reads it. */
export function meter() {
  const counted = new Map<string, number>();
  const observed: [
    string,
    (result: {
      observe: (value: number, attributes?: Attributes) => void;
    }) => void,
  ][] = [];
  const key = (name: string, attributes: Attributes = {}) =>
    [name, ...Object.values(attributes)].join(' ');
  const count = (name: string) => (value: number, attributes?: Attributes) => {
    const at = key(name, attributes);
    counted.set(at, (counted.get(at) ?? 0) + value);
  };
  const metrics = {
    createCounter: (name: string) => ({ add: count(name) }),
    createHistogram: (name: string) => ({
      record: (_: number, attributes?: Attributes) =>
        count(name)(1, attributes),
    }),
    createObservableGauge: (name: string) => ({
      addCallback: (callback: (typeof observed)[number][1]) =>
        observed.push([name, callback]),
    }),
  } as unknown as MetricsService;
  const read = (): Record<string, number> => {
    const seen = new Map(counted);
    for (const [name, callback] of observed) {
      callback({
        observe: (value, attributes) => seen.set(key(name, attributes), value),
      });
    }
    return Object.fromEntries(seen);
  };
  return { metrics, read };
}
