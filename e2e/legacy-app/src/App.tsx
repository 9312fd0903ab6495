import { Navigate, Route } from 'react-router-dom';
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  AlertDisplay,
  SidebarPage,
  SignInPage,
} from '@backstage/core-components';
import { configApiRef, createApiFactory } from '@backstage/core-plugin-api';
import {
  ScmIntegrationsApi,
  scmIntegrationsApiRef,
} from '@backstage/integration-react';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  CatalogTable,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import { DefaultFilters } from '@backstage/plugin-catalog-react';
import { ScaffolderPage, scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { ScaffolderFieldExtensions } from '@backstage/plugin-scaffolder-react';
import { SearchPage } from '@backstage/plugin-search';
import { SignalsDisplay } from '@backstage/plugin-signals';
import {
  CatalogHealthFilter,
  FleetPage,
  slipwayFormFields,
  withHealth,
} from '@slipway/plugin-slipway/legacy';
import { EntityPage } from './EntityPage';
import { HomePage } from './HomePage';
import { Navigation } from './Navigation';
import { Results } from './Results';

const app = createApp({
  apis: [
    createApiFactory({
      api: scmIntegrationsApiRef,
      deps: { configApi: configApiRef },
      factory: ({ configApi }) => ScmIntegrationsApi.fromConfig(configApi),
    }),
  ],
  components: {
    SignInPage: props => <SignInPage {...props} providers={['guest']} />,
  },
  bindRoutes({ bind }) {
    bind(catalogPlugin.externalRoutes, {
      createComponent: scaffolderPlugin.routes.root,
    });
  },
});

const routes = (
  <FlatRoutes>
    <Route path="/" element={<Navigate to="catalog" />} />
    <Route
      path="/catalog"
      element={
        <CatalogIndexPage
          columns={withHealth(CatalogTable.defaultColumnsFunc)}
          filters={
            <>
              <DefaultFilters
                initialKind="component"
                initiallySelectedFilter="all"
              />
              <CatalogHealthFilter />
            </>
          }
        />
      }
    />
    <Route
      path="/catalog/:namespace/:kind/:name"
      element={<CatalogEntityPage />}
    >
      <EntityPage />
    </Route>
    <Route path="/create" element={<ScaffolderPage />}>
      <ScaffolderFieldExtensions>{slipwayFormFields}</ScaffolderFieldExtensions>
    </Route>
    <Route path="/fleet" element={<FleetPage />} />
    <Route path="/home" element={<HomePage />} />
    <Route path="/search" element={<SearchPage />}>
      <Results />
    </Route>
  </FlatRoutes>
);

export const App = app.createRoot(
  <>
    <AlertDisplay />
    <SignalsDisplay />
    <AppRouter>
      <SidebarPage>
        <Navigation />
        {routes}
      </SidebarPage>
    </AppRouter>
  </>,
);
