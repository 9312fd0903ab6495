import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { DeploymentsResponse } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../api';
import type { CardSettings } from '../cards/aspect';
import { DeploymentsCard } from '../cards/DeploymentsCard';
import { component } from './documents';
import { onlyDeployed } from './states';

/** The card on its entity's page, fed by the given reading of what runs. */
export function renderCard(
  getDeployments: (
    entityRef: string,
    options?: { signal?: AbortSignal },
  ) => Promise<DeploymentsResponse>,
  entity: Entity = component(),
  settings: CardSettings = {},
) {
  return renderInTestApp(
    <EntityProvider entity={entity}>
      <DeploymentsCard {...settings} />
    </EntityProvider>,
    {
      apis: [
        [
          slipwayApiRef,
          {
            getState: async (...args: Parameters<typeof getDeployments>) =>
              onlyDeployed(await getDeployments(...args)),
          },
        ],
      ],
    },
  );
}
