import { screen, waitFor, within } from '@testing-library/react';
import type { Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import type { FleetQuery, FleetService } from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import {
  fleetEnvironment,
  fleetPage,
  fleetService,
} from '../../__testUtils__/fleet';
import { slipwayApiRef, type SlipwayApi } from '../../api';
import { fleetRouteRef } from '../../routes';
import { ServicesCard } from './ServicesCard';

function entity(
  kind: string,
  more: { metadata?: object; spec?: Entity['spec']; relations?: any[] } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    ...more,
    metadata: { name: 'shop', ...more.metadata },
  };
}

const failing = (name: string, message: string): FleetService =>
  fleetService(
    name,
    [
      fleetEnvironment('dev'),
      fleetEnvironment('prod', {
        verdict: 'failed',
        aspects: {
          deployments: {
            answer: 'data',
            state: 'failed',
            message,
            evidence: 'ImagePullBackOff, 4 times',
          },
        },
      }),
    ],
    { verdict: 'failed' },
  );

const away = fleetService(
  'stock',
  [
    fleetEnvironment('prod', {
      verdict: 'unknown',
      aspects: { deployments: { answer: 'unreachable' } },
    }),
  ],
  { verdict: 'unknown' },
);

function open(
  of: Entity,
  getFleet: SlipwayApi['getFleet'] | FleetService[],
  { most, fleet = true }: { most?: number; fleet?: boolean } = {},
) {
  const asked = jest.fn(
    typeof getFleet === 'function'
      ? getFleet
      : async (_: FleetQuery) => fleetPage(getFleet),
  );
  const view = renderInTestApp(
    <EntityProvider entity={of}>
      <h1>Page</h1>
      <ServicesCard {...(most && { most })} />
    </EntityProvider>,
    {
      apis: [[slipwayApiRef, { getFleet: asked }]],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef as never,
        ...(fleet && { '/fleet': fleetRouteRef }),
      },
    },
  );
  return { ...view, asked };
}

describe('The services of something', () => {
  it('are counted, and those that are not well told one by one, with the way to all of them', async () => {
    const { container, asked } = open(entity('System'), [
      failing('cart', 'prod cannot pull the image of 0.1.7'),
      away,
      fleetService('payments'),
      fleetService('wishes'),
    ]);
    await screen.findByText('one of 4 services needs attention');
    const shown = within(screen.getByRole('region', { name: 'Services' }));
    const [counts, rows] = shown.getAllByRole('list');
    expect(
      within(counts)
        .getAllByRole('link')
        .map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      ['Failed1failed', '/fleet/services?system=shop&worst=failed'],
      ['Unknown1unknown', '/fleet/services?system=shop&worst=unknown'],
      ['Healthy2healthy', '/fleet/services?system=shop&worst=healthy'],
    ]);
    expect(
      within(rows)
        .getAllByRole('listitem')
        .map(row => row.textContent),
    ).toEqual([
      'Failedcart prod cannot pull the image of 0.1.7ImagePullBackOff, 4 timesprod',
      'Unreachablestock eu-1 does not answer, prod is as it wasprod',
    ]);
    expect(shown.getByRole('link', { name: 'cart' })).toHaveAttribute(
      'href',
      '/catalog/default/component/cart',
    );
    expect(
      shown.getByRole('link', { name: 'Open the fleet page' }),
    ).toHaveAttribute('href', '/fleet/services?system=shop');
    expect(asked).toHaveBeenCalledTimes(1);
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each<[string, Entity, FleetQuery, string]>([
    [
      'a system in a namespace of its own',
      entity('System', { metadata: { namespace: 'eu' } }),
      { system: ['eu/shop'] },
      'system=eu%2Fshop',
    ],
    ['a domain', entity('Domain'), { domain: ['shop'] }, 'domain=shop'],
    [
      'a group with teams of its own',
      entity('Group', {
        relations: [
          { type: 'parentOf', targetRef: 'group:default/tills' },
          { type: 'hasMember', targetRef: 'user:default/mira' },
        ],
      }),
      { owner: ['group:default/shop', 'group:default/tills'] },
      'owner=group%3Adefault%2Fshop&owner=group%3Adefault%2Ftills',
    ],
    [
      'a cluster',
      entity('Resource', { spec: { type: 'kubernetes-cluster' } }),
      { cluster: ['shop'] },
      'cluster=shop',
    ],
    [
      'a namespace',
      entity('Resource', {
        metadata: {
          annotations: {
            'backstage.io/kubernetes-cluster': 'eu-1',
            'backstage.io/kubernetes-namespace': 'shop-prod',
          },
        },
        spec: { type: 'kubernetes-namespace' },
      }),
      { cluster: ['eu-1'], namespace: ['shop-prod'] },
      'cluster=eu-1&search=shop-prod',
    ],
  ])('are those of %s', async (_, of, query, search) => {
    const { asked } = open(of, [fleetService('payments')], { most: 3 });
    expect(
      await screen.findByText('The only service is as it should be'),
    ).toBeInTheDocument();
    expect(asked).toHaveBeenCalledWith(
      { ...query, sort: 'verdict', limit: 3 },
      expect.anything(),
    );
    expect(
      screen.getByRole('link', { name: 'Open the fleet page' }),
    ).toHaveAttribute('href', `/fleet/services?${search}`);
  });

  it('say how many more are not well than are told', async () => {
    open(entity('System'), async () => ({
      ...fleetPage([failing('a', 'one'), failing('b', 'two')]),
      facets: { ...fleetPage([away]).facets, worst: { failed: 5 } },
    }));
    expect(
      await screen.findByText('3 more are not as they should be'),
    ).toBeInTheDocument();
  });

  it.each<[string, FleetService[]]>([
    ['there are none', []],
    ['none runs anywhere', [fleetService('draft', [])]],
  ])('show nothing at all where %s', async (_, services) => {
    const { asked } = open(entity('System'), services);
    await screen.findByRole('heading', { name: 'Page' });
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: 'Services' }),
      ).not.toBeInTheDocument(),
    );
    expect(asked).toHaveBeenCalled();
  });

  it('ask for nothing on the page of what has none', async () => {
    const { asked } = open(
      entity('Resource', { spec: { type: 'database' } }),
      [],
    );
    await screen.findByRole('heading', { name: 'Page' });
    expect(asked).not.toHaveBeenCalled();
  });

  it('lead nowhere in a portal without the fleet page', async () => {
    open(entity('System'), [fleetService('a'), fleetService('b')], {
      fleet: false,
    });
    expect(
      await screen.findByText('All 2 services are as they should be'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('say what may not be seen', async () => {
    const refused = await ResponseError.fromResponse(
      Response.json(
        {
          error: { name: 'NotAllowedError', message: 'no' },
          response: { statusCode: 403 },
        },
        { status: 403 },
      ),
    );
    open(entity('System'), () => Promise.reject(refused));
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(screen.getByText(/slipway\.state\.read/)).toBeInTheDocument();
  });

  it('say that nobody answers', async () => {
    open(entity('System'), () => Promise.reject(new Error('no')));
    expect(
      await screen.findByText('The portal does not answer just now'),
    ).toBeInTheDocument();
  });
});
