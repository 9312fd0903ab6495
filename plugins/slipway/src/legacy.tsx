import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { SlipwayClient, slipwayApiRef } from './api';

const fleetRouteRef = createRouteRef({ id: 'slipway' });

/** The same for portals on the old front-end system. */
export const slipwayPlugin = createPlugin({
  id: 'slipway',
  routes: { fleet: fleetRouteRef },
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

/** To be put into an `<EntityLayout.Route path="/slipway" title="Slipway">`. */
export const EntitySlipwayContent = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntitySlipwayContent',
    component: {
      lazy: () => import('./service/ServicePage').then(m => m.ServicePage),
    },
  }),
);

/** To be mounted as `<Route path="/fleet" element={<FleetPage />} />`. */
export const FleetPage = slipwayPlugin.provide(
  createRoutableExtension({
    name: 'FleetPage',
    component: () => import('./fleet/FleetPage').then(m => m.FleetPage),
    mountPoint: fleetRouteRef,
  }),
);
