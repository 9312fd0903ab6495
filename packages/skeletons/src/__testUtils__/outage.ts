import { database } from './database';
import type { Given } from './needs';
import type { NeedType } from './rendered';
import { begun } from './running';
import type { Started } from './running';

const LONGEST = 240_000;
/** Long enough for who spins to show it. */
const OUTAGE = 5_000;
const FEW_LINES = 20;

/**
 * How a worker fares whose queue is killed while it works on a message, and comes back later. A lock of the database that
 * the work lies in holds it up, and it fails while the queue is away: it is not done then, and nobody may take it for done.
 */
export async function outlived(
  started: Started,
  queue: NeedType,
  { servers, variables }: Given,
) {
  const broker = servers[queue]!;
  const { ask, lock } = database(variables);
  const put = (message: string) => broker.put(variables.QUEUE, message);
  const worker = begun(started, {}, LONGEST);
  try {
    const port = await worker.serving('worker');
    const ready = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
      return { is: answer.ok, ...(await answer.json()) };
    };
    const done = () => ask('SELECT name FROM greetings ORDER BY name');
    await until(async () => (await ready()).is);
    await ask('DELETE FROM greetings');
    await put('before');
    await until(async () => (await done()).includes('before'));

    const locked = await lock('greetings');
    await put('held');
    await put('waiting');
    await until(locked.holdsUp);
    await broker.kill();
    await until(async () => !(await ready()).is);
    const away = await ready();
    const before = worker.lines.length;
    await locked.breakOff();
    await new Promise(resolve => {
      setTimeout(resolve, OUTAGE);
    });
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
  } catch (error) {
    worker.end();
    throw new Error(`${error}\n${await worker.ended.then(JSON.stringify)}`);
  }
}

/** Waits for something that comes in its own time. */
async function until(there: () => Promise<boolean>): Promise<void> {
  for (let again = 0; again < 600; again += 1) {
    if (await there()) {
      return;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error(`never: ${there}`);
}
