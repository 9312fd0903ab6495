{%- if queues.any -%}
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
{%- if queues.redis %}
import { once } from 'node:events';
{%- endif %}
import { it } from 'node:test';
{%- if queues.sqs %}
import { CreateQueueCommand, DeleteQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
{%- endif %}
{%- if queues.kafka %}
import { Admin } from '@platformatic/kafka';
{%- endif %}
import { pino } from 'pino';
import { fromEnvironment } from '../core/config.ts';
import { openNeeds } from '../needs/needs.ts';
import type { Needs } from '../needs/needs.ts';
{%- if queues.kafka %}
import { kafkaQueue } from './kafka.ts';
{%- endif %}
{%- if queues.rabbitmq %}
import { rabbitmqQueue } from './rabbitmq.ts';
{%- endif %}
{%- if queues.redis %}
import { redisQueue } from './redis.ts';
{%- endif %}
{%- if queues.sqs %}
import { sqsQueue } from './sqs.ts';
{%- endif %}
import type { Queue } from './work.ts';

/** A queue of its own, a way to put something in, and how it is taken away. */
interface Tried {
  queue: Queue;
  put: (body: string) => Promise<unknown>;
  remove: () => Promise<unknown>;
}

type Config = ReturnType<typeof fromEnvironment>;

const kinds: Record<string, (needs: Needs, config: Config) => Promise<Tried>> = {
{%- if queues.kafka %}
  async kafka({ kafka }, config) {
    const topic = `test-${randomUUID()}`;
    const admin = new Admin({ clientId: 'tests', bootstrapBrokers: config.kafka.brokers });
    const deadLetters = `${topic}-dead`;
    const topics = [topic, deadLetters];
    await admin.createTopics({ topics, partitions: 1, replicas: 1 });
    return {
      queue: kafkaQueue({ ...config, queue: topic, deadLetters, consumerGroup: topic }, kafka),
      put: body => kafka.send({ messages: [{ topic, value: Buffer.from(body) }] }),
      async remove() {
        await admin.deleteTopics({ topics });
        await admin.close();
      },
    };
  },
{%- endif %}
{%- if queues.rabbitmq %}
  async rabbitmq({ rabbitmq }) {
    const name = `test-${randomUUID()}`;
    await rabbitmq.queueDeclare({ queue: name, durable: true });
    const publisher = rabbitmq.createPublisher({ confirm: true });
    return {
      queue: rabbitmqQueue(rabbitmq, name, `${name}-dead`),
      put: body => publisher.send(name, body),
      async remove() {
        await publisher.close();
        await Promise.all(['', '-retry', '-dead'].map(suffix => rabbitmq.queueDelete({ queue: name + suffix })));
      },
    };
  },
{%- endif %}
{%- if queues.redis %}
  async redis({ redis }) {
    const name = `test-${randomUUID()}`;
    if (!redis.isReady) {
      await once(redis, 'ready');
    }
    return {
      queue: redisQueue(redis, name, `${name}-dead`),
      put: body => redis.lPush(name, body),
      remove: () => redis.del([`${name}-dead`, `${name}-readers`]),
    };
  },
{%- endif %}
{%- if queues.sqs %}
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
{%- endif %}
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
{%- endif %}
