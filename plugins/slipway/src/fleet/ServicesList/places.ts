import {
  skewOf,
  type FleetEnvironment,
  type FleetOrder,
  type FleetPage,
  type FleetQuery,
  type FleetService,
} from '@slipway/plugin-slipway-common';

const each =
  (of: (environment: FleetEnvironment) => unknown) =>
  ({ environments }: FleetService) =>
    environments.map(of).join();

/** What decides where a service stands in an order. */
const places: Record<FleetOrder, (service: FleetService) => unknown> = {
  name: ({ title, name }) => title ?? name,
  owner: ({ owners }) => owners.at(0),
  system: ({ system }) => system,
  verdict: ({ verdict }) => verdict,
  changed: each(({ since }) => since),
  quota: each(({ quota }) => quota?.share),
  backup: each(({ backedUpAt }) => backedUpAt),
  certificate: each(({ certificateEndsAt }) => certificateEndsAt),
  cluster: ({ environments }) => environments.at(-1)?.cluster,
  skew: skewOf,
};

export function isMoved(
  before: FleetService,
  after: FleetService,
  { sort = 'name' }: FleetQuery,
): boolean {
  const place = places[sort.replace(/^-/, '') as FleetOrder];
  return place(before) !== place(after);
}

/** Whether another count than before says that services came, went, or are worse or better than they were. */
export function isRecounted(before: FleetPage, after: FleetPage): boolean {
  const told = ({ total, facets: { worst } }: FleetPage) =>
    JSON.stringify([total, worst]);
  return told(before) !== told(after);
}
