import { mockServices } from '@backstage/backend-test-utils';
import { FakeClock } from '../__testUtils__/FakeClock';
import { promptly } from './promptly';
import { StateReads } from './types';

describe('Reads for somebody who waits', () => {
  const clock = new FakeClock();
  let revision: () => Promise<number>;
  const reads = promptly(
    { revision: () => revision() } as Partial<StateReads> as StateReads,
    { clock, logger: mockServices.logger.mock() },
  );

  it('are given up when nothing comes, and not even begun just afterwards', async () => {
    revision = async () => 7;
    expect(await reads.revision()).toBe(7);
    expect(clock.waits()).toEqual([]);

    revision = jest.fn(() => new Promise<number>(() => {}));
    const waiting = reads.revision();
    clock.advance(1_200);
    await expect(waiting).rejects.toThrow('does not answer');
    await expect(reads.revision()).rejects.toThrow('does not answer');
    expect(revision).toHaveBeenCalledTimes(1);

    revision = async () => 8;
    clock.advance(1_000);
    expect(await reads.revision()).toBe(8);
  });

  it('say nothing of what the database said', async () => {
    revision = async () => {
      throw new Error('connect ECONNREFUSED 10.0.0.1:5432');
    };
    await expect(reads.revision()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.not.stringContaining('10.0.0.1'),
    });
  });
});
