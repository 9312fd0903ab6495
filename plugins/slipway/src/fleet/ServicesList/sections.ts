import type { FleetService } from '@slipway/plugin-slipway-common';
import type { Grouping } from '../query';
import { needsAttention } from '../services';

export type Section =
  | { kind: 'attention' | 'unknown' | 'well' | 'noOwner' | 'noSystem' }
  | { kind: 'named'; name: string };

export type Item = { section: Section } | { service: FleetService };

const of: Record<Grouping, (service: FleetService) => Section | undefined> = {
  attention: ({ verdict }) => {
    if (needsAttention(verdict)) {
      return { kind: 'attention' };
    }
    return { kind: verdict === 'unknown' ? 'unknown' : 'well' };
  },
  owner: ({ owners: [name] }) =>
    name ? { kind: 'named', name } : { kind: 'noOwner' },
  system: ({ system: name }) =>
    name ? { kind: 'named', name } : { kind: 'noSystem' },
  // Nearest to the users: what is asked for comes in this order.
  cluster: ({ environments }) => {
    const name = environments.at(-1)?.cluster;
    return name ? { kind: 'named', name } : undefined;
  },
  none: () => undefined,
};

/** By which a section is told from others, and found again. */
export function keyOf(section: Section | undefined): string {
  return section?.kind === 'named' ? `of ${section.name}` : section?.kind ?? '';
}

/** The services, each run of those that belong together under a heading. They come in that order already. */
export function sectioned(
  services: readonly FleetService[],
  group: Grouping,
): Item[] {
  let last = '';
  return services.flatMap<Item>(service => {
    const section = of[group](service);
    const key = keyOf(section);
    if (!section || key === last) {
      return [{ service }];
    }
    last = key;
    return [{ section }, { service }];
  });
}
