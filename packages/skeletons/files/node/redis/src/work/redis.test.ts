{%- if queues.redis -%}
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { it } from 'node:test';
import { pino } from 'pino';
import { fromEnvironment } from '../core/config.ts';
import { openNeeds } from '../needs/needs.ts';
import type { Needs } from '../needs/needs.ts';
import { messageOf, redisQueue } from './redis.ts';
import type { Queue } from './work.ts';

it('tells from a message of Redis how often it was tried', () => {
  assert.deepEqual(messageOf('again/3/a/b/c'), { id: 'a', body: 'b/c', attempt: 3 });
  for (const text of ['hello', 'again/and/a/b', 'again/3/nobody', '']) {
    const { id, ...rest } = messageOf(text);
    assert.deepEqual(rest, { body: text, attempt: 1 });
    assert.ok(id);
  }
});

/** A list of its own on the server that the environment names, with readers that are taken for dead after a second. */
async function withList(use: (name: string, needs: Needs, read: () => Queue) => Promise<void>): Promise<void> {
  const needs = openNeeds(fromEnvironment(process.env, { queue: true }), pino({ level: 'silent' }));
  const name = `test-${randomUUID()}`;
  const readers: Queue[] = [];
  const read = (): Queue => {
    const queue = redisQueue(needs.redis, name, `${name}-dead`, 1000);
    readers.push(queue);
    return queue;
  };
  try {
    if (!needs.redis.isReady) {
      await once(needs.redis, 'ready');
    }
    await use(name, needs, read);
    await Promise.all(readers.map(reader => reader.close()));
    await needs.redis.del([name, `${name}-dead`, `${name}-readers`]);
  } finally {
    await needs.close();
  }
}

if (process.env.TEST_NEEDS) {
  const soon = (): AbortSignal => AbortSignal.timeout(20_000);

  it('leaves what a reader works on, and takes up what it gave up', () =>
    withList(async (name, { redis }, read) => {
      const [first, second] = [read(), read()];
      await redis.lPush(name, 'left');
      const message = await first.receive(soon());
      assert.equal(message?.body, 'left');
      assert.equal(await second.receive(AbortSignal.timeout(3000)), undefined);
      await first.close();
      assert.equal((await second.receive(soon()))?.body, 'left');
      // The first one was only slow: the message is no longer its own.
      await first.retry(message, 0);
      await second.done(message);
      assert.equal(await redis.exists([name, `${name}-retry`]), 0);
    }));

  it('takes up what a reader left that died', () =>
    withList(async (name, { redis }, read) => {
      await redis.lPush(`${name}-taken-nobody`, 'left');
      await redis.zAdd(`${name}-readers`, { score: Date.now() + 1000, value: 'nobody' });
      assert.equal((await read().receive(soon()))?.body, 'left');
    }));

  it('buries a message as it was put in', () =>
    withList(async (name, { redis }, read) => {
      const queue = read();
      await redis.lPush(name, 'again/5/a/useless');
      const message = await queue.receive(soon());
      assert.equal(message?.attempt, 5);
      await queue.bury(message, new Error('for a test'));
      assert.deepEqual(await redis.lRange(`${name}-dead`, 0, -1), ['useless']);
    }));
}
{%- endif %}
