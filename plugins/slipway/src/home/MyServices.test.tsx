import { screen } from '@testing-library/react';
import { identityApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { fleetPage, fleetService } from '../__testUtils__/fleet';
import { slipwayApiRef, type SlipwayApi } from '../api';
import { MyServices } from './MyServices';

function open(
  ownershipEntityRefs: string[],
  getFleet: SlipwayApi['getFleet'] = async () => fleetPage([]),
) {
  const asked = jest.fn(getFleet);
  renderInTestApp(<MyServices />, {
    apis: [
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: 'user:default/mira',
          ownershipEntityRefs,
        }),
      ],
      [slipwayApiRef, { getFleet: asked }],
    ],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef as never,
    },
  });
  return asked;
}

const mine = ['user:default/mira', 'group:default/team-pay'];

describe('The services of who looks', () => {
  it('are those of his groups', async () => {
    const asked = open(mine, async () =>
      fleetPage([fleetService('payments'), fleetService('ledger')]),
    );
    expect(
      await screen.findByText('All 2 services are as they should be'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'My services' }),
    ).toBeInTheDocument();
    expect(asked).toHaveBeenCalledWith(
      { owner: mine, sort: 'verdict', limit: 5 },
      expect.anything(),
    );
  });

  it.each([
    ['nothing of them runs', mine],
    ['he owns nothing', []],
  ])('are told as none where %s', async (_, refs) => {
    open(refs);
    expect(
      await screen.findByText('None of your services runs anywhere yet'),
    ).toBeInTheDocument();
  });

  it('say that nobody answers', async () => {
    open(mine, () => Promise.reject(new Error('no')));
    expect(
      await screen.findByText('The portal does not answer just now'),
    ).toBeInTheDocument();
  });
});
