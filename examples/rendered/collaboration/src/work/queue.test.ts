import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { CreateQueueCommand, DeleteQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { pino } from 'pino';
import { fromEnvironment } from '../core/config.ts';
import { openNeeds } from '../needs/needs.ts';
import type { Needs } from '../needs/needs.ts';
import { sqsQueue } from './sqs.ts';
import type { Queue } from './work.ts';

/** A queue of its own, a way to put something in, and how it is taken away. */
interface Tried {
  queue: Queue;
  put: (body: string) => Promise<unknown>;
  remove: () => Promise<unknown>;
}

type Config = ReturnType<typeof fromEnvironment>;

const kinds: Record<string, (needs: Needs, config: Config) => Promise<Tried>> = {
  async sqs({ sqs }) {
    const name = `test-${randomUUID()}`;
    const dead = `${name}-dead`;
    const urls = await Promise.all(
      [name, dead].map(async one => (await sqs.send(new CreateQueueCommand({ QueueName: one }))).QueueUrl),
    );
    return {
      queue: sqsQueue(sqs, name, dead),
      put: body => sqs.send(new SendMessageCommand({ QueueUrl: urls[0], MessageBody: body })),
      remove: () => Promise.all(urls.map(QueueUrl => sqs.send(new DeleteQueueCommand({ QueueUrl })))),
    };
  },
};

/** Does something with each message, until none came for two seconds. */
async function handedOut(queue: Queue): Promise<string[]> {
  const got: string[] = [];
  for (let quiet = false; !quiet; ) {
    const message = await queue.receive(AbortSignal.timeout(got.length < 4 ? 20_000 : 2000));
    quiet = !message;
    if (message) {
      got.push(message.body);
      if (message.body === 'again' && message.attempt === 1) {
        await queue.retry(message, 1000);
      } else if (message.body === 'useless') {
        await queue.bury(message, new Error('for a test'));
      } else {
        await queue.done(message);
      }
    }
  }
  return got.sort();
}

// With the servers that the environment names, where it says that tests may use them: what is put in comes out, again when it
// was put back, and no more when it is done.
if (process.env.TEST_NEEDS) {
  for (const [kind, prepare] of Object.entries(kinds)) {
    it(`${kind} keeps the promises of a queue`, async () => {
      const config = fromEnvironment(process.env, { queue: true });
      const needs = openNeeds(config, pino({ level: 'silent' }));
      const { queue, put, remove } = await prepare(needs, config);
      try {
        for (const body of ['again', 'useless', 'last']) {
          await put(body);
        }
        assert.deepEqual(await handedOut(queue), ['again', 'again', 'last', 'useless']);
      } finally {
        await queue.close();
        await remove();
        await needs.close();
      }
    });
  }
}
