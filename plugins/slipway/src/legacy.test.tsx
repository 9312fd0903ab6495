import { screen } from '@testing-library/react';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { MockFetchApi, renderInTestApp } from '@backstage/test-utils';
import { EntityDeploymentsCard } from './legacy';
import { component, documentOf, environment } from './__testUtils__/documents';

afterEach(() => jest.restoreAllMocks());

describe('A portal on the old system', () => {
  it('shows the card, which brings its own way to the back end', async () => {
    const fetch = jest.fn(async () =>
      Response.json(documentOf(environment('dev'))),
    );
    const used: { readonly fetch: object } = MockFetchApi.prototype;
    jest.spyOn(used, 'fetch', 'get').mockReturnValue(fetch);

    await renderInTestApp(
      <EntityProvider entity={component()}>
        <EntityDeploymentsCard />
      </EntityProvider>,
    );

    expect(await screen.findByText('dev runs 0.1.3')).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Deployments' }),
    ).toBeInTheDocument();
    expect(fetch).toHaveBeenCalledWith(
      'plugin://slipway/v1/entities/component/default/payments/deployments',
      expect.anything(),
    );
  });
});
