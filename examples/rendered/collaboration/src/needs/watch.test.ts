import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { OK, watch } from './watch.ts';

const log = pino({ level: 'silent' });

it('asks each need again and again, and leaves it in the end', async () => {
  let there = false;
  let closed = 0;
  const store = {
    check: () => (there ? Promise.resolve() : Promise.reject(new Error('away'))),
    close: () => Promise.resolve(closed++),
  };
  const { states, close } = watch({ store }, log, 1);
  assert.notEqual(states().store, OK);
  while (states().store !== 'away') {
    await sleep(1);
  }
  there = true;
  while (states().store !== OK) {
    await sleep(1);
  }
  await close();
  assert.equal(closed, 1);
});

it('does not wait for one that says nothing', async () => {
  const silent = { check: () => new Promise(() => undefined), close: () => Promise.resolve() };
  const { states, close } = watch({ silent }, log, 1, 1);
  while (states().silent !== 'no answer within 1 ms') {
    await sleep(1);
  }
  await close();
});
