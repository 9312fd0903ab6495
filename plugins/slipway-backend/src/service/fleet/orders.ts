import {
  FleetOrder,
  FleetService,
  VerdictState,
  skewOf,
} from '@slipway/plugin-slipway-common';

const badness: VerdictState[] = [
  'failed',
  'degraded',
  'unknown',
  'progressing',
  'healthy',
];

/** By what a list is ordered; `undefined` comes last. */
export const orders: Record<
  FleetOrder,
  (service: FleetService) => string | number | undefined
> = {
  name: ({ title, name }) => (title ?? name).toLowerCase(),
  owner: ({ owners }) => owners.at(0),
  system: ({ system }) => system,
  // The worst first.
  verdict: ({ verdict }) => badness.indexOf(verdict),
  // The newest first.
  changed: ({ environments }) => {
    const at = most(environments.flatMap(({ since }) => since ?? []));
    return at && -Date.parse(at);
  },
  // The fullest first.
  quota: ({ environments }) => {
    const share = most(environments.flatMap(({ quota }) => quota?.share ?? []));
    return share === undefined ? undefined : -share;
  },
  // The oldest first.
  backup: ({ environments }) =>
    least(environments.flatMap(({ backedUpAt }) => backedUpAt ?? [])),
  // The one that ends first.
  certificate: ({ environments }) =>
    least(
      environments.flatMap(({ certificateEndsAt }) => certificateEndsAt ?? []),
    ),
  cluster: ({ environments }) => environments.at(-1)?.cluster,
  // The farthest apart first.
  skew: service => {
    const skew = skewOf(service);
    return skew === undefined ? undefined : -skew;
  },
};

function most<T extends string | number>(values: T[]): T | undefined {
  return values.reduce<T | undefined>(
    (found, value) => (found === undefined || value > found ? value : found),
    undefined,
  );
}

function least(values: string[]): string | undefined {
  return [...values].sort().at(0);
}
