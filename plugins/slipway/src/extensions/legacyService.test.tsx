import { screen } from '@testing-library/react';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { MockFetchApi, renderInTestApp } from '@backstage/test-utils';
import { EntityDeploymentsCard, EntityQuotasCard } from '../legacy';
import { component } from '../__testUtils__/documents';
import { environmentState, stateOfEntity } from '../__testUtils__/states';

const mockEvents: string[] = [];

jest.mock('../legacySurfaces', () => {
  mockEvents.push('the file is loaded');
  return jest.requireActual('../legacySurfaces');
});

it('On the old system a service is asked for before the file that shows it is there', async () => {
  const fetch = jest.fn(async (..._: unknown[]) => {
    mockEvents.push('the state is asked for');
    return Response.json(stateOfEntity(environmentState('dev')));
  });
  const used: { readonly fetch: object } = MockFetchApi.prototype;
  jest.spyOn(used, 'fetch', 'get').mockReturnValue(fetch);

  await renderInTestApp(
    <EntityProvider entity={component()}>
      <EntityDeploymentsCard />
      <EntityQuotasCard />
    </EntityProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );

  expect(await screen.findByText('dev runs 0.1.3')).toBeInTheDocument();
  expect(mockEvents).toEqual(['the state is asked for', 'the file is loaded']);
});
