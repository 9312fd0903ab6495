import type { FleetQuery, SlipwaySignal } from '@slipway/plugin-slipway-common';
import { fleetPage, fleetService } from '../__testUtils__/fleet';
import { ServiceLookup } from './ServiceLookup';

const refOf = (name: string) => `component:default/${name}`;

describe('What many rows ask for', () => {
  let asked: string[][];
  let answer: () => ReturnType<typeof fleetPage>;
  let signal: (message: SlipwaySignal) => void;
  let lookup: ServiceLookup;

  beforeEach(() => {
    jest.useFakeTimers();
    asked = [];
    answer = () => fleetPage([fleetService('cart'), fleetService('payments')]);
    lookup = new ServiceLookup(
      {
        getFleet: async ({ entity = [] }: FleetQuery) => {
          asked.push(entity);
          return answer();
        },
      },
      {
        subscribe: (_, listener) => {
          signal = listener as unknown as typeof signal;
          return { unsubscribe: () => {} };
        },
      },
    );
  });

  afterEach(() => jest.useRealTimers());

  const watch = (name: string) => {
    const listener = jest.fn();
    return { listener, stop: lookup.watch(refOf(name), listener) };
  };

  it('is one request, and each hears of its own', async () => {
    const rows = ['cart', 'payments', 'nobody'].map(watch);
    expect(lookup.find(refOf('cart'))).toBeUndefined();
    await jest.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([['cart', 'payments', 'nobody'].map(refOf)]);
    expect(rows.map(({ listener }) => listener.mock.calls.length)).toEqual([
      1, 1, 1,
    ]);
    expect(lookup.find(refOf('cart'))?.service?.name).toBe('cart');
    expect(lookup.find(refOf('nobody'))).toEqual({});
  });

  it('is asked for a hundred at a time', async () => {
    Array.from({ length: 130 }, (_, n) => watch(`s${n}`));
    await jest.advanceTimersByTimeAsync(0);
    expect(asked.map(refs => refs.length)).toEqual([100, 30]);
  });

  it('is read again when it changed, all that changed within a second at once', async () => {
    const cart = watch('cart');
    const payments = watch('payments');
    await jest.advanceTimersByTimeAsync(0);
    const before = lookup.find(refOf('payments'));
    answer = () =>
      fleetPage([
        fleetService('cart', undefined, { verdict: 'failed' }),
        fleetService('payments'),
      ]);
    for (const name of ['cart', 'payments', 'cart', 'others']) {
      signal({ entityRef: refOf(name) } as SlipwaySignal);
    }
    await jest.advanceTimersByTimeAsync(1_000);
    expect(asked.slice(1)).toEqual([['cart', 'payments'].map(refOf)]);
    expect(cart.listener).toHaveBeenCalledTimes(2);
    expect(lookup.find(refOf('cart'))?.service?.verdict).toBe('failed');
    // Nothing new of the other, whose row is not drawn again.
    expect(payments.listener).toHaveBeenCalledTimes(1);
    expect(lookup.find(refOf('payments'))).toBe(before);
  });

  it('stays what it was when a reading fails', async () => {
    watch('cart');
    await jest.advanceTimersByTimeAsync(0);
    answer = () => {
      throw new Error('down');
    };
    await jest.advanceTimersByTimeAsync(60_001);
    expect(lookup.find(refOf('cart'))).toMatchObject({
      service: { name: 'cart' },
      error: { message: 'down' },
    });
  });

  it('is not asked for again when a table is drawn anew, but when somebody comes back', async () => {
    watch('payments');
    const { stop } = watch('cart');
    await jest.advanceTimersByTimeAsync(0);
    stop();
    const again = watch('cart');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveLength(1);
    again.stop();
    await jest.advanceTimersByTimeAsync(6_000);
    watch('cart');
    await jest.advanceTimersByTimeAsync(0);
    expect(asked.slice(1)).toEqual([[refOf('cart')]]);
  });

  it('is asked for no more when nobody looks', async () => {
    const { stop } = watch('cart');
    await jest.advanceTimersByTimeAsync(0);
    stop();
    await jest.advanceTimersByTimeAsync(300_000);
    expect(asked).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
