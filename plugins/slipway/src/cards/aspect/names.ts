import type { EntityAspect } from '@slipway/plugin-slipway-common';

/** The cards of a service, in the order in which a page shows them. */
export const cardNames = [
  'deployments',
  'delivery',
  'quotas',
  'backups',
  'secrets',
  'scaling',
  'exposure',
  'data',
  'goldenPath',
] as const;

export type CardName = (typeof cardNames)[number];

/** Which card tells of an aspect. */
export const cardOf: Record<EntityAspect, CardName> = {
  deployments: 'deployments',
  commits: 'deployments',
  delivery: 'delivery',
  quota: 'quotas',
  scaling: 'scaling',
  backups: 'backups',
  secrets: 'secrets',
  vault: 'secrets',
  exposure: 'exposure',
  data: 'data',
};

export function aspectsOf(card: CardName): EntityAspect[] {
  return (Object.keys(cardOf) as EntityAspect[]).filter(
    aspect => cardOf[aspect] === card,
  );
}

/** By which a link finds a card, wherever it stands. */
export function anchorOf(card: CardName | 'timeline' | 'metrics'): string {
  return `slipway-${card}`;
}
