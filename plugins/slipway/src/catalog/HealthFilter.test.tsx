import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { MockEntityListContextProvider } from '@backstage/plugin-catalog-react/testUtils';
import type { FleetQuery } from '@slipway/plugin-slipway-common';
import { fleetPage, fleetService } from '../__testUtils__/fleet';
import { slipwayApiRef, type SlipwayApi } from '../api';
import type { EntityHealthFilter } from './EntityHealthFilter';
import { HealthFilter } from './HealthFilter';

const bad = fleetService('ledger', undefined, { verdict: 'failed' });
const all = [bad, ...['cart', 'payments'].map(name => fleetService(name))];

async function known({ worst, cursor }: FleetQuery) {
  const page = fleetPage(
    all.filter(one => !worst || worst.includes(one.verdict)),
  );
  return {
    ...page,
    // Two pages of those that are healthy.
    ...(worst?.[0] === 'healthy' && {
      services: page.services.slice(cursor ? 1 : 0, cursor ? 2 : 1),
      ...(!cursor && { next: 'second' }),
    }),
    facets: fleetPage(all).facets,
  };
}

function open(
  getFleet: SlipwayApi['getFleet'] = known,
  queryParameters: Record<string, string> = {},
  paginationMode: 'none' | 'cursor' = 'cursor',
) {
  let filter: EntityHealthFilter | undefined;
  renderInTestApp(
    <MockEntityListContextProvider
      value={{
        queryParameters,
        paginationMode,
        updateFilters: (update: any) => {
          filter = update.health;
        },
      }}
    >
      <h1>Catalog</h1>
      <HealthFilter />
    </MockEntityListContextProvider>,
    { apis: [[slipwayApiRef, { getFleet }]] },
  );
  return () => filter;
}

const named = (name: string, namespace = 'default'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace },
});

describe('The filter by health', () => {
  it('asks the catalog for the services that are so', async () => {
    const filter = open();
    await userEvent.click(
      await screen.findByRole('button', { name: /Health/ }),
    );
    expect(
      (await screen.findAllByRole('option')).map(one => one.textContent),
    ).toEqual(['any', 'Failed (1)', 'Healthy (2)']);
    await userEvent.click(screen.getByRole('option', { name: 'Failed (1)' }));
    await waitFor(() => expect(filter()?.toQueryValue()).toBe('failed'));
    expect(filter()?.getCatalogFilters()).toEqual({
      'metadata.name': ['ledger'],
    });
    expect(filter()?.filterEntity(named('ledger'))).toBe(true);
    // Another of the same name.
    expect(filter()?.filterEntity(named('ledger', 'other'))).toBe(false);
  });

  it('begins with what the address says, all pages of it', async () => {
    const filter = open(known, { health: 'healthy' });
    await waitFor(() =>
      expect(filter()?.getCatalogFilters()).toEqual({
        'metadata.name': ['cart', 'payments'],
      }),
    );
  });

  it('shows nothing where nothing is left that is so', async () => {
    const filter = open(known, { health: 'degraded' });
    await waitFor(() =>
      expect(filter()?.getCatalogFilters()).toEqual({ 'metadata.name': ['-'] }),
    );
  });

  it('offers none of which there are more than the catalog takes by name', async () => {
    open(async query => ({
      ...(await known(query)),
      facets: {
        ...fleetPage(all).facets,
        worst: { failed: 1, healthy: 4_999 },
      },
    }));
    expect(
      await screen.findByText(/Of more than 200 services the fleet page tells/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Health/ }));
    expect(
      await screen.findByRole('option', { name: 'Healthy (4,999)' }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('takes any number where the catalog hands out everything at once', async () => {
    const many = Array.from({ length: 430 }, (_, n) => fleetService(`s${n}`));
    const filter = open(
      async ({ worst, cursor = '0' }) => {
        const from = worst ? Number(cursor) : 0;
        const next = from + 100;
        return {
          ...fleetPage(many),
          services: many.slice(from, next),
          ...(next < many.length && { next: String(next) }),
        };
      },
      { health: 'healthy' },
      'none',
    );
    await waitFor(() =>
      expect(filter()?.filterEntity(named('s429'))).toBe(true),
    );
    expect(filter()?.filterEntity(named('other'))).toBe(false);
    // They would not fit into its address.
    expect(filter()?.getCatalogFilters()).toEqual({});
    expect(screen.queryByText(/the fleet page tells/)).not.toBeInTheDocument();
  });

  it('is not there while nobody answers', async () => {
    const filter = open(() => Promise.reject(new Error('down')));
    await screen.findByRole('heading', { name: 'Catalog' });
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(filter()).toBeUndefined();
  });
});
