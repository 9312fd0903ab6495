import { screen, within } from '@testing-library/react';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { MockEntityListContextProvider } from '@backstage/plugin-catalog-react/testUtils';
import {
  MockFetchApi,
  TestApiProvider,
  renderInTestApp,
} from '@backstage/test-utils';
import { mockApis } from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/core-plugin-api';
import { SearchResultListItemExtensions } from '@backstage/plugin-search-react';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { serviceNameRule } from '@slipway/model';
import { Route, Routes } from 'react-router-dom';
import {
  CatalogHealthFilter,
  EntityDeploymentsCard,
  EntityNamespacesCard,
  EntityQuotasCard,
  EntityServicesCard,
  EntitySlipwayOverview,
  EntitySourcesCard,
  FleetPage,
  HomePageMyServices,
  ServiceSearchResultListItem,
  healthColumns,
  slipwayFormFields,
  slipwayPlugin,
} from './legacy';
import { component } from './__testUtils__/documents';
import { fleetPage, fleetService } from './__testUtils__/fleet';
import { environmentState, stateOfEntity } from './__testUtils__/states';

/** To which the cards' links lead. */
const entityPage = {
  mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
};

afterEach(() => jest.restoreAllMocks());

describe('A portal on the old system', () => {
  it('shows the cards, which bring their own way to the back end', async () => {
    const fetch = jest.fn(async (..._: unknown[]) =>
      Response.json(stateOfEntity(environmentState('dev'))),
    );
    const used: { readonly fetch: object } = MockFetchApi.prototype;
    jest.spyOn(used, 'fetch', 'get').mockReturnValue(fetch);

    await renderInTestApp(
      <EntityProvider entity={component()}>
        <EntityDeploymentsCard />
        <EntityQuotasCard />
      </EntityProvider>,
      entityPage,
    );

    expect(await screen.findByText('dev runs 0.1.3')).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Deployments' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('region', { name: 'Quotas' }),
    ).toBeInTheDocument();
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([
      'plugin://slipway/v1/entities/component/default/payments/state',
    ]);
  });

  it('shows all of them by one piece', async () => {
    const fetch = jest.fn(async (..._: unknown[]) =>
      Response.json(stateOfEntity(environmentState('dev'))),
    );
    const used: { readonly fetch: object } = MockFetchApi.prototype;
    jest.spyOn(used, 'fetch', 'get').mockReturnValue(fetch);
    await renderInTestApp(
      <EntityProvider entity={component()}>
        <EntitySlipwayOverview />
      </EntityProvider>,
      entityPage,
    );
    expect(await screen.findByText('All is well')).toBeInTheDocument();
    for (const name of [
      'Deployments',
      'Delivery',
      'Quotas',
      'Backups',
      'Secrets',
      'Scaling',
      'Exposure',
      'Data',
    ]) {
      expect(await screen.findByRole('region', { name })).toBeInTheDocument();
    }
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('shows the fleet page with its tabs', async () => {
    const fetch = jest.fn(async () => Response.json(fleetPage([])));
    const used: { readonly fetch: object } = MockFetchApi.prototype;
    jest.spyOn(used, 'fetch', 'get').mockReturnValue(fetch);

    await renderInTestApp(
      <Routes>
        <Route path="/fleet/*" element={<FleetPage />} />
      </Routes>,
      {
        routeEntries: ['/fleet'],
        mountedRoutes: { '/fleet': slipwayPlugin.routes.fleet },
      },
    );

    expect(await screen.findByText('No services yet')).toBeInTheDocument();
    expect(
      screen
        .getAllByRole('tab')
        .map(tab => [tab.textContent, tab.getAttribute('href')]),
    ).toEqual([
      ['Services', '/fleet/services'],
      ['Quotas', '/fleet/quotas'],
      ['Backups', '/fleet/backups'],
      ['Due', '/fleet/due'],
      ['Sources', '/fleet/sources'],
    ]);
  });

  it('tells of services on the pages of what they belong to, at home, in the catalog and among results', async () => {
    const fetch = jest.fn(async (url: unknown) =>
      Response.json(
        String(url).includes('/sources')
          ? { sources: [] }
          : { ...fleetPage([fleetService('payments')]), quotas: [] },
      ),
    );
    const used: { readonly fetch: object } = MockFetchApi.prototype;
    jest.spyOn(used, 'fetch', 'get').mockReturnValue(fetch);
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: 'eu-1' },
      spec: { type: 'kubernetes-cluster' },
    };

    await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            identityApiRef,
            mockApis.identity({ ownershipEntityRefs: ['group:default/shop'] }),
          ],
        ]}
      >
        <EntityProvider entity={entity}>
          <EntityServicesCard />
          <EntityNamespacesCard />
          <EntitySourcesCard />
        </EntityProvider>
        <HomePageMyServices />
        <MockEntityListContextProvider value={{ queryParameters: {} }}>
          <CatalogHealthFilter />
        </MockEntityListContextProvider>
        <ul>
          <li aria-label="row">
            {healthColumns.map(({ field, render }) => (
              <span key={String(field)}>
                {render?.({ entity: component() } as never, 'row')}
              </span>
            ))}
          </li>
        </ul>
        <SearchResultListItemExtensions
          results={[
            {
              type: 'software-catalog',
              document: {
                title: 'payments',
                text: '',
                location: '/catalog/default/component/payments',
                kind: 'Component',
                namespace: 'default',
              } as never,
            },
          ]}
        >
          <ServiceSearchResultListItem />
        </SearchResultListItemExtensions>
      </TestApiProvider>,
      {
        mountedRoutes: {
          ...entityPage.mountedRoutes,
          '/fleet': slipwayPlugin.routes.fleet,
        },
      },
    );

    expect(
      await screen.findAllByText('The only service is as it should be'),
    ).toHaveLength(2);
    for (const [name, search] of [
      ['Services', 'cluster=eu-1'],
      ['My services', 'owner=group%3Adefault%2Fshop'],
    ]) {
      expect(
        within(screen.getByRole('region', { name })).getByRole('link', {
          name: 'Open the fleet page',
        }),
      ).toHaveAttribute('href', `/fleet/services?${search}`);
    }
    expect(screen.getByRole('button', { name: /Health/ })).toBeInTheDocument();
    const row = screen.getByRole('listitem', { name: 'row' });
    expect(row).toHaveTextContent('HealthyHealthy 1.0.0');
    expect(
      screen.getByRole('list', { name: 'Where it runs' }),
    ).toHaveTextContent('Healthydev 1.0.0Healthyprod 1.0.0');
    // What row and result show is one request.
    expect(
      fetch.mock.calls.filter(([url]) => String(url).includes('entity=')),
    ).toHaveLength(1);
  });

  it('has the fields that the templates ask for, each with what it refuses', async () => {
    const found: FieldExtensionOptions<any>[] = [];
    const Form = () => {
      found.push(
        ...useCustomFieldExtensions(
          <ScaffolderFieldExtensions>
            {slipwayFormFields}
          </ScaffolderFieldExtensions>,
        ),
      );
      const [{ component: Field }] = found;
      return (
        <Field
          {...({ schema: { title: 'Name' }, onChange: () => {} } as any)}
        />
      );
    };

    // An app finds the plugin by what stands among its routes, as in a portal that has nothing else of it.
    await renderInTestApp(
      <>
        {slipwayFormFields}
        <Form />
      </>,
    );

    expect(
      await screen.findByRole('textbox', { name: /Name/ }),
    ).toHaveAccessibleDescription(
      expect.stringContaining(serviceNameRule.message),
    );
    expect(found.slice(0, 5).map(({ name }) => name)).toEqual([
      'SlipwayServiceName',
      'SlipwayEnvironments',
      'SlipwayMore',
      'SlipwayRepository',
      'SlipwayPreview',
    ]);
    const addError = jest.fn();
    const apiHolder = { get: () => mockApis.translation() };
    await found[0].validation!(
      'Not a name',
      { addError } as any,
      { apiHolder } as any,
    );
    expect(addError).toHaveBeenCalledWith(serviceNameRule.message);
  });
});
