import { mockServices } from '@backstage/backend-test-utils';
import { testDatabases } from '../__testUtils__/databases';
import { KnexLeaseStore } from './KnexLeaseStore';
import { KnexStateStore } from './KnexStateStore';

const databases = testDatabases();

const name = 'kubernetes/eu-1';
const LONG = 600_000;

describe.each(databases.ids)('Leases by the clock of %s', id => {
  async function open() {
    const knex = await databases.init(id);
    await KnexStateStore.create(mockServices.database({ knex }));
    return new KnexLeaseStore(knex);
  }

  it("are one owner's, until they are given back", async () => {
    const leases = await open();
    const lease = await leases.take(name, 'a', LONG);
    expect(lease).toEqual({ name, owner: 'a', epoch: 1 });
    expect(await leases.take(name, 'b', LONG)).toBeUndefined();
    expect(await leases.take('kubernetes/us-1', 'b', LONG)).toBeDefined();
    expect(await leases.renew(lease!, LONG)).toBe(true);
    await leases.release(lease!);
    expect(await leases.take(name, 'b', LONG)).toMatchObject({ epoch: 2 });
    expect(await leases.renew(lease!, LONG)).toBe(false);
    // Who has lost it can give nothing back.
    await leases.release(lease!);
    expect(await leases.take(name, 'c', LONG)).toBeUndefined();
  });

  it("run out by themselves, and are still their owner's until somebody takes them", async () => {
    const leases = await open();
    const lease = await leases.take(name, 'a', -1_000);
    expect(await leases.renew(lease!, -1_000)).toBe(true);
    expect(await leases.take(name, 'b', LONG)).toMatchObject({ epoch: 2 });
    expect(await leases.renew(lease!, LONG)).toBe(false);
  });

  it('are taken by one of many who ask at once', async () => {
    const leases = await open();
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        leases.take(name, `replica ${i}`, LONG),
      ),
    );
    expect(taken.filter(lease => lease !== undefined)).toHaveLength(1);
  });
});
