import {
  entityAspects,
  type EntityAspect,
} from '@slipway/plugin-slipway-common';
import type { Shape } from '../../elements/Verdict';
import {
  cardOf,
  summaryOf,
  type CardName,
  type Environments,
  type Told,
} from '../aspect';

export interface ServiceVerdict {
  shape: Shape;
  says: 'things' | 'well' | 'moving' | 'unread' | 'starting' | 'nothing';
  things: (Told & { card: CardName })[];
}

/** What a service needs, in one look over all that is known of it. */
export function verdictOf({
  environments,
}: {
  environments: Environments<EntityAspect>;
}): ServiceVerdict {
  const { shape, troubles, others, denied, unreachable, starting } = summaryOf(
    environments,
    entityAspects,
  );
  const things = troubles.map(told => ({ ...told, card: cardOf[told.aspect] }));
  if (things.length > 0) {
    return { shape, says: 'things', things };
  }
  if (shape === 'none') {
    return { shape, says: 'nothing', things };
  }
  if (denied.length + unreachable.length > 0) {
    return { shape, says: 'unread', things };
  }
  if (starting.length > 0) {
    return { shape, says: 'starting', things };
  }
  return others.some(({ state }) => state === 'progressing')
    ? { shape: 'progressing', says: 'moving', things }
    : { shape: 'healthy', says: 'well', things };
}
