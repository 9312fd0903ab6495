import { mockServices } from '@backstage/backend-test-utils';
import { SlipwaySignal } from '@slipway/plugin-slipway-common';
import { FakeClock, until } from '../__testUtils__/FakeClock';
import { followChanges } from './ChangeFeed';
import { Readers } from './Readers';

describe('followChanges', () => {
  const entityRef = 'component:default/payments';
  const services = new Map<string, number>();
  const store = {
    revision: jest.fn(async () => Math.max(0, ...services.values())),
    changesSince: jest.fn(async (revision: number) => ({
      services: new Map([...services].filter(([, at]) => at > revision)),
      sources: new Map<string, number>(),
    })),
  };

  it('finds what another replica wrote, tells it once, and asks nothing while nobody looks', async () => {
    const clock = new FakeClock();
    const readers = new Readers();
    const told: SlipwaySignal[] = [];
    const controller = new AbortController();
    const logger = mockServices.logger.mock();
    const done = followChanges(
      {
        store,
        readers,
        clock,
        logger,
        tell: signals => told.push(...signals),
      },
      controller.signal,
    );
    const second = async () => {
      await until(() => clock.waits().length === 1);
      clock.advance(1_000);
      await until(() => clock.waits().length === 1);
    };
    services.set('payments', 3);
    await second();
    expect(store.revision).not.toHaveBeenCalled();

    // Between its read and the first look somebody wrote.
    readers.looked(entityRef, 'payments', [], 3);
    services.set('payments', 4);
    await second();
    expect(told).toEqual([{ entityRef, revision: 4 }]);
    await second();
    expect(told).toHaveLength(1);

    services.set('ledger', 5);
    await second();
    expect(told).toHaveLength(1);

    store.revision.mockRejectedValueOnce(new Error('away'));
    await second();
    services.set('payments', 6);
    await second();
    expect(told.at(-1)).toEqual({ entityRef, revision: 6 });

    // This replica has told it itself.
    services.set('payments', 7);
    readers.signalsFor({ services, sources: new Map() });
    await second();
    expect(told).toHaveLength(2);
    controller.abort();
    await done;
  });
});
