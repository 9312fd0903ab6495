import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { SlipwayClient, slipwayApiRef } from './api';
import { templateRouteRef } from './routes';

const fleetRouteRef = createRouteRef({ id: 'slipway' });

/** The same for portals on the old front-end system. */
export const slipwayPlugin = createPlugin({
  id: 'slipway',
  routes: { fleet: fleetRouteRef },
  externalRoutes: { template: templateRouteRef },
  apis: [
    createApiFactory({
      api: slipwayApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => SlipwayClient.create({ fetchApi }),
    }),
  ],
});

/** All cards of a service, with what needs attention above them. */
export const EntitySlipwayOverview = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntitySlipwayOverview',
    component: {
      lazy: () => import('./surfaces').then(m => m.ServiceOverview),
    },
  }),
);

export const EntityAttention = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityAttention',
    component: {
      lazy: () => import('./surfaces').then(m => m.Attention),
    },
  }),
);

export const EntityDeploymentsCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityDeploymentsCard',
    component: {
      lazy: () => import('./surfaces').then(m => m.DeploymentsCard),
    },
  }),
);

export const EntityDeliveryCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityDeliveryCard',
    component: {
      lazy: () => import('./surfaces').then(m => m.DeliveryCard),
    },
  }),
);

export const EntityQuotasCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityQuotasCard',
    component: {
      lazy: () => import('./surfaces').then(m => m.QuotasCard),
    },
  }),
);

export const EntityBackupsCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityBackupsCard',
    component: {
      lazy: () => import('./surfaces').then(m => m.BackupsCard),
    },
  }),
);

export const EntitySecretsCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntitySecretsCard',
    component: {
      lazy: () => import('./surfaces').then(m => m.SecretsCard),
    },
  }),
);

export const EntityScalingCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityScalingCard',
    component: {
      lazy: () => import('./surfaces').then(m => m.ScalingCard),
    },
  }),
);

export const EntityExposureCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityExposureCard',
    component: {
      lazy: () => import('./surfaces').then(m => m.ExposureCard),
    },
  }),
);

export const EntityDataCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityDataCard',
    component: {
      lazy: () => import('./surfaces').then(m => m.DataCard),
    },
  }),
);

/** To be put into an `<EntityLayout.Route path="/slipway" title="Slipway">`. */
export const EntitySlipwayContent = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntitySlipwayContent',
    component: {
      lazy: () => import('./surfaces').then(m => m.ServicePage),
    },
  }),
);

/** To be mounted as `<Route path="/fleet" element={<FleetPage />} />`. */
export const FleetPage = slipwayPlugin.provide(
  createRoutableExtension({
    name: 'FleetPage',
    component: () => import('./surfaces').then(m => m.FleetPage),
    mountPoint: fleetRouteRef,
  }),
);
