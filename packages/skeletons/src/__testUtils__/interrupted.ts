import { setTimeout as pause } from 'node:timers/promises';
import { atWork } from './atWork';
import { leftIn } from './lists';
import type { Given } from './needs';
import type { NeedType } from './rendered';
import type { Started } from './running';
import { waitingIn } from './servers/putting';
import { until } from './until';

/** Long enough for who ends at once to be gone. */
const MOMENT = 1_000;

/** What is left of the work, in queues that hand it out again only after a while. Of others the next worker hears at once. */
const leftBehind: Partial<
  Record<NeedType, (variables: Given['variables']) => Promise<unknown[]>>
> = { redis: leftIn, sqs: waitingIn };

function messages(lines: readonly any[]): string[] {
  return lines
    .filter(({ msg }) => msg === 'message')
    .map(({ result, error }) => error ?? result);
}

/**
 * How a worker ends that is told to while it works on a message, which a lock of the database that the work lies in holds
 * up; and what the next one is handed.
 */
export async function interrupted(
  started: Started,
  queue: NeedType,
  given: Given,
) {
  const first = await atWork(
    started,
    queue,
    given,
    async ({ worker, lock, put, done }) => {
      const locked = await lock('greetings');
      await put('held');
      await until(locked.holdsUp);
      worker.end();
      const early = await Promise.race([worker.ended, pause(MOMENT)]);
      await locked.letGo();
      const { lines, ended } = await worker.ended;
      return { early, ended, done: await done(), said: messages(lines) };
    },
  );
  const left = (await leftBehind[queue]?.(given.variables)) ?? [];
  const next = await atWork(started, queue, given, async ({ worker }) => {
    worker.end();
    const { lines } = await worker.ended;
    return messages(lines);
  });
  return { ...first, left, next };
}

/** What `interrupted` is to see: the second worker does nothing but what was put in for it. */
export const finished = {
  early: undefined,
  ended: [0, null],
  done: ['before', 'held'],
  said: ['done', 'done'],
  left: [],
  next: ['done'],
};
