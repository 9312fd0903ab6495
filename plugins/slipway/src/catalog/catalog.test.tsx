import { configure, screen, waitFor, within } from '@testing-library/react';
import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { FleetQuery } from '@slipway/plugin-slipway-common';
import slipwayPlugin from '..';
import catalogWithHealth from '.';
import {
  fleetEnvironment,
  fleetPage,
  fleetService,
} from '../__testUtils__/fleet';
import { component } from '../__testUtils__/documents';
import { slipwayApiRef } from '../api';

const named = (name: string, annotations = component().metadata.annotations) =>
  ({
    ...component(),
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'service', owner: 'team-pay', lifecycle: 'production' },
  } satisfies Entity);

const ledger = fleetService(
  'ledger',
  [
    fleetEnvironment('dev', { versions: ['0.2.0'] }),
    fleetEnvironment('prod', {
      versions: ['0.1.7'],
      verdict: 'failed',
      aspects: {
        deployments: {
          answer: 'data',
          state: 'failed',
          message: 'prod cannot pull the image of 0.1.7',
        },
      },
    }),
  ],
  { verdict: 'failed' },
);

async function open() {
  const asked: FleetQuery[] = [];
  renderTestApp({
    features: [catalogPlugin, slipwayPlugin, catalogWithHealth],
    initialRouteEntries: ['/catalog?filters[user]=all'],
    apis: [
      [
        catalogApiRef,
        catalogApiMock({
          entities: [named('payments'), named('ledger'), named('library', {})],
        }),
      ],
      [
        slipwayApiRef,
        {
          getFleet: async (query: FleetQuery) => {
            asked.push(query);
            return fleetPage([ledger, fleetService('payments')]);
          },
        },
      ],
    ],
  } as Parameters<typeof renderTestApp>[0]);
  return asked;
}

// Looked up each time: the table draws its rows anew as it learns more.
const row = (name: string) => screen.getByRole('link', { name }).closest('tr')!;

// It is the catalog's own page, all of it.
configure({ asyncUtilTimeout: 60_000 });
jest.setTimeout(180_000);

describe('The table of the catalog', () => {
  it('has health and version of all services by one request', async () => {
    const asked = await open();
    expect(
      await screen.findByRole('columnheader', { name: 'Health' }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(row('ledger')).toHaveTextContent(
        /FailedFailed.*dev 0\.2\.0prod 0\.1\.7/,
      ),
    );
    expect(
      screen.getByTitle('prod: prod cannot pull the image of 0.1.7'),
    ).toHaveTextContent('Failed');
    // The same everywhere, so said once.
    await waitFor(() =>
      expect(row('payments')).toHaveTextContent(/HealthyHealthy 1\.0\.0/),
    );
    expect(within(row('payments')).getAllByText('1.0.0')).toHaveLength(1);
    expect(row('library')).not.toHaveTextContent(/Healthy|Nothing/);
    expect(
      asked.flatMap(({ entity }) => (entity ? [[...entity].sort()] : [])),
    ).toEqual([['component:default/ledger', 'component:default/payments']]);
  });
});
