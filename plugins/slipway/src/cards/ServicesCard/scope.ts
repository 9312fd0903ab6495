import {
  RELATION_PARENT_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { groupName, type FleetFilter } from '@slipway/plugin-slipway-common';
import { placeOf } from '../../extensions/kinds';

/** As many as the back end takes. */
const MOST = 50;

/** Which services stand behind an entity. */
export function scopeOf(entity: Entity): FleetFilter | undefined {
  const { kind, metadata, relations = [] } = entity;
  switch (kind.toLocaleLowerCase('en-US')) {
    case 'system':
      return { system: [groupName(metadata)] };
    case 'domain':
      return { domain: [groupName(metadata)] };
    case 'group': {
      const teams = relations
        .filter(({ type }) => type === RELATION_PARENT_OF)
        .map(({ targetRef }) => targetRef);
      return { owner: [stringifyEntityRef(entity), ...teams].slice(0, MOST) };
    }
    default: {
      const place = placeOf(entity);
      return (
        place && {
          ...(place.cluster && { cluster: [place.cluster] }),
          ...(place.namespace && { namespace: [place.namespace] }),
        }
      );
    }
  }
}
