import { database } from './database';
import type { Given } from './needs';
import type { NeedType } from './rendered';
import { begun } from './running';
import type { Started } from './running';
import { until } from './until';

const LONGEST = 240_000;

type Worker = ReturnType<typeof begun>;

/** What there is to do with a worker whose work lies in a database. */
function surroundings(
  worker: Worker,
  port: string,
  queue: NeedType,
  { servers, variables }: Given,
) {
  const { ask, lock } = database(variables);
  const broker = servers[queue]!;
  return {
    worker,
    broker,
    ask,
    lock,
    put: (message: string) => broker.put(variables.QUEUE, message),
    done: () => ask('SELECT name FROM greetings ORDER BY name'),
    async ready() {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
      return { is: answer.ok, ...(await answer.json()) };
    },
  };
}

/** Starts a worker; when it has done a message, and nothing but that, it is acted upon. */
export async function atWork<T>(
  started: Started,
  queue: NeedType,
  given: Given,
  act: (at: ReturnType<typeof surroundings>) => Promise<T>,
): Promise<T> {
  const worker = begun(started, {}, LONGEST);
  try {
    const port = await worker.serving('worker');
    const at = surroundings(worker, port, queue, given);
    await until(async () => (await at.ready()).is);
    await at.ask('DELETE FROM greetings');
    await at.put('before');
    await until(async () => (await at.done()).includes('before'));
    return await act(at);
  } catch (error) {
    worker.end();
    throw new Error(`${error}\n${await worker.ended.then(JSON.stringify)}`);
  }
}
