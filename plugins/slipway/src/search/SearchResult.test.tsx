import { screen, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { FleetQuery } from '@slipway/plugin-slipway-common';
import { violationsIn } from '../__testUtils__/accessibility';
import {
  fleetEnvironment,
  fleetPage,
  fleetService,
} from '../__testUtils__/fleet';
import { slipwayApiRef } from '../api';
import { isService } from './isService';
import { refOf } from './refOf';
import { SearchResult } from './SearchResult';

const document = (name: string, kind = 'Component') => ({
  title: name,
  text: `The ${name} of the shop`,
  location: `/catalog/default/${kind.toLowerCase()}/${name}`,
  kind,
  namespace: 'default',
  type: 'service',
  lifecycle: 'production',
  owner: 'team-pay',
});

describe('A result of a search', () => {
  it('tells how the service is and what runs where, of all results by one request', async () => {
    const asked: FleetQuery[] = [];
    const ledger = fleetService('ledger', [
      fleetEnvironment('dev', { versions: ['0.2.0'] }),
      fleetEnvironment('prod', {
        verdict: 'degraded',
        aspects: {
          backups: {
            answer: 'data',
            state: 'degraded',
            message: 'the backup of db is two days late',
          },
          deployments: { answer: 'data', state: 'healthy' },
        },
      }),
    ]);
    const { container } = renderInTestApp(
      <ul>
        {['ledger', 'payments', 'library'].map(name => (
          <li key={name} aria-label={name}>
            <SearchResult
              result={document(name)}
              highlight={{
                preTag: '<b>',
                postTag: '</b>',
                fields: { title: `<b>${name}</b>` },
              }}
            />
          </li>
        ))}
      </ul>,
      {
        apis: [
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
      },
    );
    const of = (name: string) => within(screen.getByRole('listitem', { name }));
    expect(
      await of('ledger').findByText('the backup of db is two days late'),
    ).toBeInTheDocument();
    expect(
      within(of('ledger').getByRole('list', { name: 'Where it runs' }))
        .getAllByRole('listitem')
        .map(one => one.textContent),
    ).toEqual(['Healthydev 0.2.0', 'Degradedprod 1.0.0']);
    expect(of('ledger').getByRole('link', { name: 'ledger' })).toHaveAttribute(
      'href',
      '/catalog/default/component/ledger',
    );
    expect(of('library').queryByRole('list')).not.toBeInTheDocument();
    expect(of('library').queryByText('Healthy')).not.toBeInTheDocument();
    expect(asked.map(({ entity }) => entity?.length)).toEqual([3]);
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each([
    ['/catalog/default/component/payments', 'payments'],
    ['https://portal.example/c/default/component/pay%20ments?x#y', 'pay ments'],
  ])('is told by its address: %s', (location, name) => {
    expect(refOf({ ...document(''), location })).toBe(
      `component:default/${name}`,
    );
  });

  it('is a service only where the catalog says so', () => {
    const result = (type: string, kind?: string) =>
      isService({ type, document: document('a', kind) } as never);
    expect(result('software-catalog')).toBe(true);
    expect(result('software-catalog', 'API')).toBe(false);
    expect(result('techdocs')).toBe(false);
  });
});
