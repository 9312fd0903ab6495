import type { ComponentType } from 'react';
import {
  attachComponentData,
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { SlipwayClient, slipwayApiRef } from './api';
import { legacyFields } from './extensions/legacyFields';
import { ofService } from './extensions/legacyService';
import { isService } from './search/isService';
import {
  legacyFleetRouteRef as fleetRouteRef,
  templateRouteRef,
} from './routes';

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
    component: { sync: ofService('ServiceOverview') },
  }),
);

export const EntityAttention = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityAttention',
    component: { sync: ofService('Attention') },
  }),
);

export const EntityDeploymentsCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityDeploymentsCard',
    component: { sync: ofService('DeploymentsCard') },
  }),
);

export const EntityDeliveryCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityDeliveryCard',
    component: { sync: ofService('DeliveryCard') },
  }),
);

export const EntityQuotasCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityQuotasCard',
    component: { sync: ofService('QuotasCard') },
  }),
);

export const EntityBackupsCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityBackupsCard',
    component: { sync: ofService('BackupsCard') },
  }),
);

export const EntitySecretsCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntitySecretsCard',
    component: { sync: ofService('SecretsCard') },
  }),
);

export const EntityScalingCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityScalingCard',
    component: { sync: ofService('ScalingCard') },
  }),
);

export const EntityExposureCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityExposureCard',
    component: { sync: ofService('ExposureCard') },
  }),
);

export const EntityDataCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityDataCard',
    component: { sync: ofService('DataCard') },
  }),
);

export const EntityGoldenPathCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityGoldenPathCard',
    component: { sync: ofService('GoldenPathCard') },
  }),
);

/** To be put into an `<EntityLayout.Route path="/slipway" title="Slipway">`. */
export const EntitySlipwayContent = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntitySlipwayContent',
    component: { sync: ofService('ServicePage') },
  }),
);

/** To be mounted as `<Route path="/fleet" element={<FleetPage />} />`. */
export const FleetPage = slipwayPlugin.provide(
  createRoutableExtension({
    name: 'FleetPage',
    component: () => import('./legacySurfaces').then(m => m.FleetPage),
    mountPoint: fleetRouteRef,
  }),
);

/** The fields that the templates ask for, to be put into `<ScaffolderFieldExtensions>`. */
export const slipwayFormFields = legacyFields.map((extension, index) => {
  const Field = slipwayPlugin.provide(extension);
  // By which an app finds the plugin, and with it the way to the back end, where it has forms alone.
  attachComponentData(Field, 'core.plugin', slipwayPlugin);
  return <Field key={index} />;
});

/** On the page of a system, a domain, a group, or a Resource that is a cluster or a namespace. */
export const EntityServicesCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityServicesCard',
    component: {
      lazy: () => import('./legacySurfaces').then(m => m.ServicesCard),
    },
  }),
);

/** On the page of a Resource that is a cluster or a namespace. */
export const EntityNamespacesCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntityNamespacesCard',
    component: {
      lazy: () => import('./legacySurfaces').then(m => m.NamespacesCard),
    },
  }),
);

export const EntitySourcesCard = slipwayPlugin.provide(
  createComponentExtension({
    name: 'EntitySourcesCard',
    component: {
      lazy: () => import('./legacySurfaces').then(m => m.SourcesCard),
    },
  }),
);

/** Among the filters of the catalog's page. */
export const CatalogHealthFilter = slipwayPlugin.provide(
  createComponentExtension({
    name: 'CatalogHealthFilter',
    component: {
      lazy: () => import('./legacySurfaces').then(m => m.HealthFilter),
    },
  }),
);

/** On the home page. */
export const HomePageMyServices = slipwayPlugin.provide(
  createCardExtension<{ most?: number }>({
    name: 'HomePageMyServices',
    components: () =>
      import('./legacySurfaces').then(m => ({
        Content: m.MyServices,
        // It brings its own frame.
        Renderer: ({ Content, ...props }: { Content: ComponentType }) => (
          <Content {...props} />
        ),
      })),
  }),
);

/** Before the catalog's own among the items of the search page. */
export const ServiceSearchResultListItem = slipwayPlugin.provide(
  createSearchResultListItemExtension({
    name: 'ServiceSearchResultListItem',
    predicate: isService,
    component: () => import('./legacySurfaces').then(m => m.SearchResult),
  }),
);

export { healthColumns, withHealth } from './catalog/columns';
export type { SavedView } from './fleet/Views';
