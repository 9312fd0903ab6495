import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  type FleetPage,
  type FleetQuery,
  type FleetService,
  type VerdictState,
} from '@slipway/plugin-slipway-common';
import { fleetPage, fleetService } from '../../__testUtils__/fleet';
import { slipwayApiRef } from '../../api';
import { whyOf } from '../services';
import { ServicesList } from './ServicesList';

// Each row asks it once when it is drawn.
jest.mock('../services', () => {
  const real = jest.requireActual('../services');
  return { ...real, whyOf: jest.fn(real.whyOf) };
});

const refOf = (name: string) => `component:default/${name}`;
const named = (count: number) =>
  Array.from({ length: count }, (_, number) =>
    fleetService(`s${String(number).padStart(4, '0')}`),
  );

const placeOf = ({ verdict }: FleetService) => (verdict === 'failed' ? 0 : 1);

/** A back end with these services, which answers at once, and says when one changed. */
async function open(services: FleetService[], { withSignals = true } = {}) {
  const tellers = new Set<(message: unknown) => void>();
  const signals = {
    subscribe: (_: string, teller: (message: any) => void) => {
      tellers.add(teller);
      return { unsubscribe: () => tellers.delete(teller) };
    },
  };
  const getFleet = jest.fn(
    async ({ entity, limit, cursor }: FleetQuery): Promise<FleetPage> => {
      const whole = fleetPage(services);
      const found = services
        .filter(one => entity?.includes(one.entityRef) ?? true)
        .sort((a, b) => placeOf(a) - placeOf(b));
      // Its pages are as long as it likes: all at once, save where it is asked for fewer.
      const from = Number(cursor ?? 0);
      const to = limit === 1 ? 1 : from + 5_000;
      return { ...whole, services: found.slice(from, to) };
    },
  );
  renderInTestApp(<ServicesList />, {
    apis: [
      [slipwayApiRef, { getFleet }],
      ...(withSignals ? [[signalApiRef, signals] as const] : []),
    ] as never,
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: ['/'],
  });
  const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
  await pass(2_000);
  const forget = () => {
    getFleet.mockClear();
    jest.mocked(whyOf).mockClear();
  };
  forget();
  return {
    getFleet,
    pass,
    forget,
    asked: () => getFleet.mock.calls.map(([query]) => query),
    drawn: () =>
      jest.mocked(whyOf).mock.calls.map(([{ name, verdict }]) => ({
        name,
        verdict,
      })),
    change(name: string, verdict: VerdictState) {
      const at = services.findIndex(one => one.name === name);
      services[at] = { ...services[at], verdict };
    },
    async tell(name: string) {
      await act(async () =>
        tellers.forEach(teller =>
          teller({ entityRef: refOf(name), revision: 1 }),
        ),
      );
    },
  };
}

const names = () =>
  within(screen.getByRole('table'))
    .getAllByRole('link')
    .map(link => link.textContent);

describe('The list of services, while they change', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    // A page that lays nothing out has room for nothing.
    jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(880);
    jest
      .spyOn(HTMLElement.prototype, 'offsetHeight', 'get')
      .mockReturnValue(44);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('asks for the one of 5,000 that changed, and draws that row anew', async () => {
    const list = await open(named(5_000));
    expect(names().length).toBeLessThan(60);

    list.change('s0003', 'progressing');
    await list.tell('s0003');
    await list.pass(1_000);

    expect(list.asked()).toEqual([
      expect.objectContaining({ entity: [refOf('s0003')], limit: 100 }),
    ]);
    expect(list.drawn()).toEqual([{ name: 's0003', verdict: 'progressing' }]);
  });

  it('asks for nothing that nobody sees', async () => {
    const list = await open(named(5_000));
    list.change('s4000', 'failed');
    await list.tell('s4000');
    await list.tell('another-one');
    await list.pass(3_000);
    expect(list.asked()).toEqual([]);
    expect(list.drawn()).toEqual([]);
  });

  it('asks once a second, however much changes', async () => {
    const list = await open(named(5_000));
    for (let tenth = 0; tenth < 50; tenth++) {
      for (const name of ['s0001', 's0002', 's0003', 's3000']) {
        await list.tell(name);
      }
      await list.pass(100);
    }
    expect(list.asked().length).toBeGreaterThanOrEqual(3);
    expect(list.asked().length).toBeLessThanOrEqual(5);
    expect(new Set(list.asked().flatMap(({ entity }) => entity))).toEqual(
      new Set(['s0001', 's0002', 's0003'].map(refOf)),
    );
    // What is read and is as it was is not drawn.
    expect(list.drawn()).toEqual([]);
  });

  it('reads without signals what is in sight, and how many there are of each', async () => {
    const list = await open(named(5_000), { withSignals: false });
    list.change('s0002', 'progressing');
    list.change('s4000', 'failed');
    await list.pass(10_000);
    expect(list.asked()).toEqual([
      expect.objectContaining({
        entity: expect.arrayContaining([refOf('s0002')]),
      }),
      expect.objectContaining({ limit: 1 }),
    ]);
    expect(list.drawn()).toEqual([{ name: 's0002', verdict: 'progressing' }]);
    expect(
      screen.getByText('one of 5,000 services needs attention'),
    ).toBeInTheDocument();
  });

  it('leaves a row where it is until the list is read anew', async () => {
    const list = await open([
      fleetService('broken', [], { verdict: 'failed' }),
      ...named(3),
    ]);
    list.change('s0001', 'failed');
    await list.tell('s0001');
    await list.pass(1_000);
    expect(names()).toEqual(['broken', 's0000', 's0001', 's0002']);
    expect(
      within(screen.getByRole('table'))
        .getAllByText(/^(Needs attention|As it should be)$/)
        .map(({ textContent }) => textContent),
    ).toEqual(['Needs attention', 'As it should be']);

    list.forget();
    jest.useRealTimers();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the new order' }),
    );
    expect(list.asked()).toEqual([
      expect.not.objectContaining({ entity: expect.anything() }),
    ]);
    expect(names()).toEqual(['broken', 's0001', 's0000', 's0002']);
    expect(
      screen.queryByRole('button', { name: 'Show the new order' }),
    ).not.toBeInTheDocument();
  });

  it('takes away what is not asked for any more', async () => {
    const services = named(4);
    const list = await open(services);
    services.splice(2, 1);
    await list.tell('s0002');
    await list.pass(1_000);
    expect(names()).toEqual(['s0000', 's0001', 's0003']);
    await list.pass(9_000);
    expect(screen.getByText('3 of 3 services')).toBeInTheDocument();
  });
});
