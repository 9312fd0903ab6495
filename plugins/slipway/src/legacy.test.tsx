import { screen } from '@testing-library/react';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { MockFetchApi, renderInTestApp } from '@backstage/test-utils';
import { Route, Routes } from 'react-router-dom';
import {
  EntityDeploymentsCard,
  EntityQuotasCard,
  EntitySlipwayOverview,
  FleetPage,
  slipwayPlugin,
} from './legacy';
import { component } from './__testUtils__/documents';
import { fleetPage } from './__testUtils__/fleet';
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
      ['Sources', '/fleet/sources'],
    ]);
  });
});
