import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { FleetPage, FleetQuery } from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import { AT } from '../../__testUtils__/documents';
import {
  fleetEnvironment,
  fleetPage,
  fleetService,
} from '../../__testUtils__/fleet';
import { slipwayApiRef } from '../../api';
import { ServicesList } from './ServicesList';

const failing = fleetService(
  'payments',
  [
    fleetEnvironment('dev', { versions: ['1.15.0'] }),
    fleetEnvironment('prod', {
      verdict: 'failed',
      versions: ['1.14.1'],
      aspects: {
        deployments: {
          answer: 'data',
          state: 'failed',
          message: 'api of prod ends again and again',
          evidence: 'exit code 137, 6 restarts',
        },
      },
    }),
  ],
  { verdict: 'failed' },
);
const well = fleetService('cart', [
  fleetEnvironment('dev', { behind: 0 }),
  fleetEnvironment('staging'),
  fleetEnvironment('prod', { behind: 4, backedUpAt: AT }),
]);

function open(
  getFleet: (query: FleetQuery) => Promise<FleetPage>,
  address = '/',
) {
  const asked = jest.fn(getFleet);
  const { container } = renderInTestApp(<ServicesList />, {
    apis: [[slipwayApiRef, { getFleet: asked }]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [address],
  });
  return { asked, container };
}

const list = () => screen.findByRole('table');
const last = (asked: jest.Mock) => asked.mock.lastCall[0];

describe('The list of services', () => {
  it('says what needs attention, the worst first, and the rest below', async () => {
    const { container } = open(async () => fleetPage([failing, well]));
    expect(
      await screen.findByText('one of 2 services needs attention'),
    ).toBeInTheDocument();
    const table = await list();
    expect(
      within(table)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'ServiceownerdevstagingprodWhat needs attentionBackupage',
      'Needs attention',
      expect.stringMatching(
        /payments.*1\.15\.0.*–.*Failed1\.14\.1.*api of prod ends again and again.*exit code 137/,
      ),
      'As it should be',
      expect.stringMatching(/cart.*4 commits wait for prod.*days/),
    ]);
    expect(within(table).getByRole('link', { name: 'cart' })).toHaveAttribute(
      'href',
      '/catalog/default/component/cart',
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('asks for what the address says, and puts into it what is chosen', async () => {
    const { asked } = open(
      async () => fleetPage([failing, well]),
      '/?owner=group:default/team-pay&group=system',
    );
    await list();
    expect(last(asked)).toMatchObject({
      owner: ['group:default/team-pay'],
      sort: 'system',
    });
    await userEvent.click(
      within(screen.getByRole('group', { name: 'Show only' })).getByRole(
        'button',
        { name: /Failed/ },
      ),
    );
    await waitFor(() =>
      expect(last(asked)).toMatchObject({
        owner: ['group:default/team-pay'],
        worst: ['failed'],
      }),
    );
  });

  it('shows the columns of the address, and puts those that are chosen into it', async () => {
    const { container } = open(
      async () => fleetPage([well]),
      '/?columns=skew,quota',
    );
    const table = await list();
    const heads = () =>
      within(within(table).getAllByRole('row')[0])
        .getAllByRole('columnheader')
        .slice(4)
        .map(({ textContent }) => textContent);
    expect(heads()).toEqual(['Apartcommits', 'Fullest quota']);
    expect(
      (await screen.findByRole('link', { name: 'cart' })).closest('tr'),
    ).toHaveTextContent(/4–$/);
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(
      screen.getByRole('option', { name: 'Certificate ends' }),
    );
    await userEvent.click(
      screen.getByRole('option', { name: 'Fullest quota' }),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(heads()).toEqual(['Apartcommits', 'Certificate ends']),
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('puts services together by the cluster that is nearest to the users', async () => {
    const { asked } = open(
      async () =>
        fleetPage([
          fleetService('cart', [
            fleetEnvironment('dev', { cluster: 'local' }),
            fleetEnvironment('prod', { cluster: 'eu-1' }),
          ]),
          fleetService('mail', [fleetEnvironment('prod', { cluster: 'us-1' })]),
        ]),
      '/?group=cluster',
    );
    const table = await list();
    expect(last(asked)).toMatchObject({ sort: 'cluster' });
    expect(
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map(row => row.textContent),
    ).toEqual([
      'eu-1',
      expect.stringMatching(/^cart/),
      'us-1',
      expect.stringMatching(/^mail/),
    ]);
  });

  it('searches as it is typed, once for a word', async () => {
    const { asked } = open(async () => fleetPage([failing, well]));
    await list();
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search services' }),
      'pay',
    );
    await waitFor(() => expect(last(asked)).toMatchObject({ search: 'pay' }));
    expect(
      asked.mock.calls.filter(([{ search }]) => search && search !== 'pay'),
    ).toEqual([]);
  });

  it('says what to do where nothing fits', async () => {
    const { asked } = open(
      async ({ search }) => fleetPage(search ? [] : [well]),
      '/?search=nothing',
    );
    expect(
      await screen.findByText(/No service fits what is asked for/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await screen.findByRole('link', { name: 'cart' })).toBeVisible();
    expect(last(asked).search).toBeUndefined();
  });

  it('says how services get onto it where there are none', async () => {
    const { container } = open(async () => fleetPage([]));
    expect(await screen.findByText('No services yet')).toBeInTheDocument();
    expect(
      screen.getByText(/backstage.io\/kubernetes-id: my-service/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says what cannot be read, and shows what was known', async () => {
    const away = fleetService(
      'search',
      [
        fleetEnvironment('prod', {
          cluster: 'edge-2',
          verdict: 'unknown',
          versions: ['6.0.1'],
          aspects: { deployments: { answer: 'unreachable' } },
        }),
      ],
      { verdict: 'unknown' },
    );
    open(async () => fleetPage([away, well]));
    expect(
      await screen.findByText(
        'Nothing is known to be wrong, but not all of it can be read just now',
      ),
    ).toBeInTheDocument();
    const row = (await screen.findByRole('link', { name: 'search' })).closest(
      'tr',
    )!;
    expect(row).toHaveTextContent('edge-2 does not answer, prod is as it was');
    expect(row).toHaveTextContent('6.0.1');
  });

  it('keeps what it shows while the portal does not answer', async () => {
    jest.useFakeTimers();
    try {
      const getFleet = jest
        .fn()
        .mockResolvedValueOnce(fleetPage([well]))
        .mockRejectedValue(new Error('no'));
      open(getFleet);
      await act(() => jest.advanceTimersByTimeAsync(100));
      expect(screen.getByRole('link', { name: 'cart' })).toBeInTheDocument();
      await act(() => jest.advanceTimersByTimeAsync(10_000));
      expect(
        screen.getByText(/The portal does not answer just now/),
      ).toBeInTheDocument();
      expect(screen.getByRole('link', { name: 'cart' })).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });

  it('names both clusters where an environment is on two', async () => {
    open(async () =>
      fleetPage([
        fleetService('twice', [
          fleetEnvironment('prod', { cluster: 'eu-1', versions: ['1'] }),
          fleetEnvironment('prod', { cluster: 'us-1', versions: ['2'] }),
        ]),
      ]),
    );
    const row = (await screen.findByRole('link', { name: 'twice' })).closest(
      'tr',
    )!;
    expect(row).toHaveTextContent(/1eu-1.*2us-1/);
  });

  it('draws of thousands only what is in sight, and reads on when it is scrolled to', async () => {
    const many = Array.from({ length: 200 }, (_, i) => fleetService(`s${i}`));
    const { asked } = open(async ({ cursor }) =>
      fleetPage(many, cursor ? {} : { total: 400, next: 'page-2' }),
    );
    const table = await list();
    expect(table).toHaveAttribute('aria-rowcount', '401');
    expect(within(table).getAllByRole('row').length).toBeLessThan(60);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(last(asked).cursor).toBe('page-2'));
    expect(await screen.findByText(/of 400 services/)).toBeInTheDocument();
  });
});
