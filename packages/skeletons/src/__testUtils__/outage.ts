import { setTimeout as pause } from 'node:timers/promises';
import { atWork } from './atWork';
import type { Given } from './needs';
import type { NeedType } from './rendered';
import type { Started } from './running';
import { until } from './until';

/** Long enough for who spins to show it. */
const OUTAGE = 5_000;
const FEW_LINES = 20;

/**
 * How a worker fares whose queue is killed while it works on a message, and comes back later. A lock of the database that
 * the work lies in holds it up, and it fails while the queue is away: it is not done then, and nobody may take it for done.
 */
export function outlived(started: Started, queue: NeedType, given: Given) {
  return atWork(
    started,
    queue,
    given,
    async ({ worker, broker, lock, put, done, ready }) => {
      const locked = await lock('greetings');
      await put('held');
      await put('waiting');
      await until(locked.holdsUp);
      await broker.kill();
      await until(async () => !(await ready()).is);
      const away = await ready();
      const before = worker.lines.length;
      await locked.breakOff();
      await pause(OUTAGE);
      const said = worker.lines.length - before;

      await broker.restart();
      await until(async () => (await ready()).is);
      await put('after');
      await until(async () => (await done()).includes('after'));
      // What ElasticMQ had it had in memory.
      const wanted = queue === 'sqs' ? 2 : 4;
      await until(async () => (await done()).length >= wanted);
      worker.end();
      const { ended } = await worker.ended;
      return {
        away: away.needs[queue],
        few: said < FEW_LINES || worker.lines.slice(before),
        done: await done(),
        ended,
      };
    },
  );
}
