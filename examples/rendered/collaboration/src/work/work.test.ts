import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { context, propagation } from '@opentelemetry/api';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { logging } from '../core/log.ts';
import { startTracing } from '../core/tracing.ts';
import { every } from './every.ts';
import { handler } from './handle.ts';
import { ATTEMPTS, backOff, worker } from './work.ts';
import type { Message, Queue } from './work.ts';

/** Works on what waits, and tells what was said of it. */
async function worked(
  waiting: (Message | Error)[],
  how: (message: Message) => Promise<void>,
  waits: number[] = [],
  lines: string[] = [],
): Promise<string[]> {
  const ending = new AbortController();
  const said: string[] = [];
  const say = (text: string) => Promise.resolve(void said.push(text));
  const queue: Queue = {
    receive: () => {
      const next = waiting.shift();
      if (!next) {
        ending.abort();
      }
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    done: ({ id }) => say(`done ${id}`),
    retry: ({ id }, after) => say(`retry ${id} after ${after}`),
    bury: ({ id }) => say(`bury ${id}`),
    close: () => Promise.resolve(),
  };
  const wait = (time: number) => Promise.resolve(void waits.push(time));
  const log = pino(logging, { write: line => void lines.push(line) });
  const work = worker({ queue, handle: how, registry: new Registry(), log, wait });
  await work(ending.signal);
  return said;
}

const handle = handler({ put: () => Promise.resolve() });
const fails = () => Promise.reject(new Error('not now'));

describe('what becomes of a message', () => {
  for (const [what, message, how, want] of [
    ['it succeeds', { id: 'a', body: 'x', attempt: 1 }, handle, 'done a'],
    ['it fails', { id: 'a', body: 'x', attempt: 1 }, fails, 'retry a after 1000'],
    ['it fails again', { id: 'a', body: 'x', attempt: 3 }, fails, 'retry a after 4000'],
    ['it fails too often', { id: 'a', body: 'x', attempt: ATTEMPTS }, fails, 'bury a'],
    ['it can never succeed', { id: 'a', body: '', attempt: 1 }, handle, 'bury a'],
  ] as const) {
    it(what, async () => {
      assert.deepEqual(await worked([message], how), [want]);
    });
  }
});

it('says what became of a message, and why', async () => {
  const lines: string[] = [];
  await worked([{ id: 'a', body: 'x', attempt: 1 }, { id: 'a', body: 'x', attempt: ATTEMPTS }], fails, [], lines);
  assert.match(lines[0] ?? '', /"level":"warn".*"result":"retried".*not now/);
  assert.match(lines[1] ?? '', /"level":"error".*"result":"buried".*not now/);
});

it('asks a queue that is away again, later and later', async () => {
  const waits: number[] = [];
  const away = new Error('away');
  const said = await worked([away, away, away, { id: 'a', body: 'x', attempt: 1 }], handle, waits);
  assert.deepEqual(said, ['done a']);
  assert.deepEqual(waits, [1000, 2000, 4000]);
  assert.equal(backOff(20), 60_000);
});

it('goes on with the trace of who sent the message', async () => {
  startTracing({}, pino({ level: 'silent' }));
  const headers = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
  const carrier = {};
  await worked([{ id: 'a', body: 'x', attempt: 1, headers }], () => {
    propagation.inject(context.active(), carrier);
    return Promise.resolve();
  });
  assert.deepEqual(carrier, headers);
});

it('hands out the time until it is told to end', async () => {
  const ending = new AbortController();
  const queue = every(60_000, () => Promise.resolve());
  assert.equal((await queue.receive(ending.signal))?.attempt, 1);
  ending.abort();
  assert.equal(await queue.receive(ending.signal), undefined);
});
