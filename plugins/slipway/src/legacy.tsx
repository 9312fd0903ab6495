import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { SlipwayClient, slipwayApiRef } from './api';

/** The same for portals on the old front-end system. */
export const slipwayPlugin = createPlugin({
  id: 'slipway',
  apis: [
    createApiFactory({
      api: slipwayApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => SlipwayClient.create({ fetchApi }),
    }),
  ],
});

export const EntityDeploymentsCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityDeploymentsCard',
    component: {
      lazy: () =>
        import('./cards/DeploymentsCard').then(m => m.DeploymentsCard),
    },
  }),
);

export const EntityOperationsCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityOperationsCard',
    component: {
      lazy: () => import('./cards/OperationsCard').then(m => m.OperationsCard),
    },
  }),
);
