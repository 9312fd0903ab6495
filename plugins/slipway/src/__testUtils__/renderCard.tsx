import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { slipwayApiRef, type SlipwayApi } from '../api';
import { DeploymentsCard } from '../cards/DeploymentsCard';
import { component } from './documents';

/** The card on its entity's page, fed by the given reading. */
export function renderCard(
  getDeployments: SlipwayApi['getDeployments'],
  entity: Entity = component(),
) {
  return renderInTestApp(
    <EntityProvider entity={entity}>
      <DeploymentsCard />
    </EntityProvider>,
    { apis: [[slipwayApiRef, { getDeployments }]] },
  );
}
