import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import type { EntityState } from '@slipway/plugin-slipway-common';
import { slipwayApiRef, type SlipwayApi } from '../api';
import { component } from './documents';

/** Cards on the page of an entity of which the given is known. */
export function renderCards(
  cards: JSX.Element,
  getState: EntityState | SlipwayApi['getState'],
  {
    api = {},
    entity = component(),
  }: { api?: Partial<SlipwayApi>; entity?: Entity } = {},
) {
  return renderInTestApp(
    <EntityProvider entity={entity}>{cards}</EntityProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef as never,
      },
      apis: [
        [
          slipwayApiRef,
          {
            getState:
              typeof getState === 'function' ? getState : async () => getState,
            ...api,
          },
        ],
      ],
    },
  );
}
