import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type {
  DuePage,
  DueQuery,
  FleetDue,
} from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import { fleetPage, fleetService } from '../../__testUtils__/fleet';
import { slipwayApiRef } from '../../api';
import { download } from '../exported';
import { DuePage as Page } from '../lists';

jest.mock('../exported', () => ({
  ...jest.requireActual('../exported'),
  download: jest.fn(),
}));

const DAY = 86_400_000;
// A little more, so that a test that takes its time says the same.
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY + 60_000).toISOString();

const due = (changes: Partial<FleetDue>): FleetDue => ({
  entityRef: 'component:default/ledger',
  environment: 'prod',
  cluster: 'eu-1',
  namespace: 'ledger-prod',
  answer: 'data',
  kind: 'certificate',
  name: 'ledger',
  at: inDays(3),
  state: 'healthy',
  ...changes,
});

const secret = due({
  kind: 'secret',
  name: 'secret/shop/db',
  at: inDays(-2.5),
  state: 'failed',
  remedy: 'Issue it anew where it comes from.',
});
const certificate = due({
  hosts: ['pay.example.org', 'www.example.org'],
  renewsAt: inDays(1),
});

const pageOf = (
  items: FleetDue[],
  changes: Partial<DuePage> = {},
): DuePage => ({
  due: items,
  total: items.length,
  unread: 0,
  kinds: { certificate: 1, secret: 1 },
  facets: fleetPage([fleetService('ledger')]).facets,
  ...changes,
});

function open(getDue: (query: DueQuery) => Promise<DuePage>, address = '/') {
  const asked = jest.fn(getDue);
  const { container } = renderInTestApp(<Page />, {
    apis: [[slipwayApiRef, { getDue: asked }]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [address],
  });
  return { asked, container };
}

const rows = async () =>
  within(await screen.findByRole('table'))
    .getAllByRole('row')
    .slice(1);

describe('The list of what ends', () => {
  it('says what, whose, when and what to do, and asks for a month ahead', async () => {
    const { asked, container } = open(async () =>
      pageOf([secret, certificate]),
    );
    expect(
      await screen.findByText('one of these needs attention'),
    ).toBeInTheDocument();
    const [first, second] = await rows();
    expect(first).toHaveTextContent(
      /^Failedsecret\/shop\/dbSecret in Vaultledgerprod, eu-12 days ago.*Issue it anew where it comes from\.$/,
    );
    expect(second).toHaveTextContent(
      /^Healthypay\.example\.org, www\.example\.orgCertificate ledgerledgerprod, eu-1in 3 days.*Nothing: it renews itself from .* on$/,
    );
    expect(within(second).getByText('in 3 days')).toHaveAttribute(
      'title',
      expect.stringMatching(/\d\d:\d\d/),
    );
    expect(within(second).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/component/ledger',
    );
    expect(asked.mock.lastCall![0]).toEqual({ within: 30, limit: 100 });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('asks for what the address says, and for one kind where that is chosen', async () => {
    const { asked } = open(
      async () => pageOf([secret, certificate]),
      '/?within=any&cluster=eu-1',
    );
    await rows();
    expect(asked.mock.lastCall![0]).toEqual({ cluster: ['eu-1'], limit: 100 });
    await userEvent.click(screen.getByRole('button', { name: '1 secret' }));
    await waitFor(() =>
      expect(asked.mock.lastCall![0]).toMatchObject({
        cluster: ['eu-1'],
        kind: ['secret'],
      }),
    );
  });

  it('tells apart that nothing ends, that nothing fits, and that not all can be read', async () => {
    const { asked } = open(
      async ({ search }) => pageOf([], { unread: search ? 0 : 2, kinds: {} }),
      '/?search=moon',
    );
    expect(await screen.findByText('Nothing ends in this time')).toBeVisible();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all' }),
    );
    expect(
      await screen.findByText(
        'Nothing is known to need attention, but 2 environments cannot be read just now',
      ),
    ).toBeVisible();
    expect(asked.mock.lastCall![0].search).toBeUndefined();
  });

  it('says of what was not read yet since the portal started that it is being read', async () => {
    open(async () =>
      pageOf([{ ...certificate, answer: 'unreachable', starting: true }], {
        starting: 1,
      }),
    );
    expect(await screen.findByText(/the rest is being read/)).toBeVisible();
    const [row] = await rows();
    expect(row).toHaveTextContent(/^In progresspay.*eu-1 · being read/);
  });

  it('shows what was known of a cluster that does not answer as such', async () => {
    open(async () => pageOf([{ ...certificate, answer: 'unreachable' }]));
    const [row] = await rows();
    expect(row).toHaveTextContent(/^Unreachable/);
  });

  it.each([
    [due({ renewsAt: undefined }), 'Renew it before it ends'],
    [
      due({ kind: 'secret' }),
      'Issue it anew, and write it to Vault with its new end',
    ],
    [due({ kind: 'backup' }), 'Run it by hand: no run is planned'],
    [
      due({ kind: 'backup', nextAt: inDays(4) }),
      /^The next run, .*, comes too late: run it by hand before$/,
    ],
  ])('says what to do about %j', async (one, expected) => {
    open(async () => pageOf([one]));
    expect(await screen.findByText(expected)).toBeVisible();
  });

  it('reads on, and takes along what was not read yet', async () => {
    const { asked } = open(async ({ cursor }) =>
      cursor
        ? pageOf([certificate], { total: 2 })
        : pageOf([secret], { total: 2, next: 'page-2' }),
    );
    expect(await rows()).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'CSV' }));
    await waitFor(() => expect(download).toHaveBeenCalled());
    const [name, , text] = (download as jest.Mock).mock.lastCall;
    expect(name).toBe('due.csv');
    expect(text.split('\r\n')).toEqual([
      expect.stringMatching(/^ends at,kind,name/),
      expect.stringMatching(/,secret,secret\/shop\/db,,failed,component:/),
      expect.stringMatching(/,certificate,ledger,pay\.example\.org www/),
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(asked.mock.lastCall![0].cursor).toBe('page-2'));
    expect(await screen.findByText('2 of 2')).toBeVisible();
  });

  it('says which permission is missing, and that nobody answers', async () => {
    const refused = await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: { name: 'NotAllowedError', message: 'no' },
          response: { statusCode: 403 },
        }),
        { status: 403, headers: { 'content-type': 'application/json' } },
      ),
    );
    open(() => Promise.reject(refused));
    expect(await screen.findByText('You may not see this')).toBeVisible();
    expect(screen.getByText(/slipway\.state\.read/)).toBeVisible();
  });
});
