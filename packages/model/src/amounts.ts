import { at, listAt } from './plain';
import { quantityIn } from './quantity';

/** Amounts by the names that a ResourceQuota has for them, in cores, bytes and pieces. */
export type Amounts = Record<string, number>;

/** What a container gets that does not say, from the LimitRange of its namespace. */
export interface ContainerDefaults {
  requests?: unknown;
  limits?: unknown;
}

const NAMES = ['cpu', 'memory', 'ephemeral-storage'];

/**
 * What one pod counts for, without the pod itself. Init containers run one after the other before the others do, so
 * the largest of them counts, if it counts at all.
 */
export function podAmounts(
  podSpec: unknown,
  defaults: ContainerDefaults = {},
): Amounts {
  const own = (container: unknown) => containerAmounts(container, defaults);
  const init = listAt(podSpec, 'initContainers');
  const beside = init.filter(one => at(one, 'restartPolicy') === 'Always');
  const together = added(
    [...listAt(podSpec, 'containers'), ...beside].map(own),
  );
  return init
    .filter(one => !beside.includes(one))
    .map(one => added([own(one), ...beside.map(own)]))
    .reduce(larger, together);
}

/** What one container, or whatever has its `resources`, counts for. */
export function containerAmounts(
  container: unknown,
  defaults: ContainerDefaults = {},
): Amounts {
  return Object.fromEntries(
    (['requests', 'limits'] as const).flatMap(kind =>
      NAMES.flatMap(name => {
        const limit = at(container, 'resources', 'limits', name);
        const value =
          at(container, 'resources', kind, name) ??
          // Without a request the limit is it.
          (kind === 'requests' ? limit : undefined) ??
          at(defaults[kind], name);
        const amount = quantityIn(value);
        return amount === undefined ? [] : [[`${kind}.${name}`, amount]];
      }),
    ),
  );
}

export function times(amounts: Amounts, by: number): Amounts {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, amount * by]),
  );
}

export function added(all: readonly Amounts[]): Amounts {
  const sum: Amounts = {};
  for (const amounts of all) {
    for (const [name, amount] of Object.entries(amounts)) {
      sum[name] = (sum[name] ?? 0) + amount;
    }
  }
  return sum;
}

function larger(a: Amounts, b: Amounts): Amounts {
  return Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map(name => [
      name,
      Math.max(a[name] ?? 0, b[name] ?? 0),
    ]),
  );
}

/** A ResourceQuota has `cpu` for `requests.cpu`, and `count/pods` is not what `pods` counts. */
export function quotaName(name: string): string {
  return ['cpu', 'memory', 'ephemeral-storage'].includes(name)
    ? `requests.${name}`
    : name;
}
