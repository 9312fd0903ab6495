import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { fromEnvironment } from '../core/config.ts';
import { observeRequests } from '../core/requests.ts';
import { createServer } from '../core/server.ts';
import { openNeeds } from '../needs/needs.ts';
import type { Bus, Message } from './bus.ts';
import { createHub } from './hub.ts';
import { redisBus } from './redis.ts';
import { acceptGuests } from './upgrade.ts';
import { REMEMBERED, wordsIn } from './words.ts';
import type { Memory } from './words.ts';

const log = pino({ level: 'silent' });

/** A bus that several replicas share. */
function together(): Bus {
  const replicas: ((message: Message) => void)[] = [];
  return {
    publish: message => Promise.resolve(replicas.forEach(deliver => deliver(message))),
    subscribe: deliver => void replicas.push(deliver),
    close: () => Promise.resolve(),
  };
}

/** Tells nothing, as a database does that is away. */
const forgetful: Memory = {
  keep: () => Promise.reject(new Error('away')),
  last: () => Promise.reject(new Error('away')),
};

/** A replica that is served on a free port, until the test has ended. */
async function replica(bus: Bus, memory = forgetful) {
  const server = createServer(log, () => ({}));
  const hub = createHub(bus, memory, log);
  acceptGuests(server, hub, observeRequests(server));
  await server.app.ready();
  server.app.server.listen(0, '127.0.0.1');
  await once(server.app.server, 'listening');
  const { port } = server.app.server.address() as AddressInfo;
  return {
    hub,
    metrics: () => server.registry.metrics(),
    join: async (room: string, headers = {}, hear: (text: string) => void = () => undefined): Promise<WebSocket> => {
      const guest = new WebSocket(`ws://127.0.0.1:${port}/v1/rooms/${room}`, { headers });
      guest.on('message', (data: Buffer) => hear(data.toString()));
      await once(guest, 'open');
      return guest;
    },
    end: async (): Promise<void> => {
      await hub.close(1000);
      server.app.server.close();
      await server.app.close();
    },
  };
}

async function heardBy(guest: WebSocket): Promise<string> {
  const [data] = (await once(guest, 'message')) as [Buffer];
  return data.toString();
}

/** A room is one room on two replicas, once both listen to the bus. */
async function passesOn(bus1: Bus, bus2: Bus): Promise<void> {
  const [one, other] = [await replica(bus1), await replica(bus2)];
  const [ada, eve, stranger] = [await one.join('lobby'), await other.join('lobby'), await other.join('other')];
  let misheard = 0;
  stranger.on('message', () => misheard++);
  const heard = heardBy(eve);
  const again = setInterval(() => ada.send('hello'), 10);
  assert.equal(await heard, 'hello');
  clearInterval(again);
  assert.equal(misheard, 0);
  await one.end();
  await other.end();
}

it('makes one room of those of all replicas', () => {
  const bus = together();
  return passesOn(bus, bus);
});

it('tells whoever comes in what was said last', async () => {
  const said = ['one', 'two'];
  const { join, end } = await replica(together(), {
    keep: message => Promise.resolve(void said.push(message.text)),
    last: () => Promise.resolve([...said]),
  });
  const heard: string[] = [];
  const ada = await join('lobby', {}, text => heard.push(text));
  ada.send('three');
  for (let waited = 0; heard.length < 3 && waited < 1000; waited += 10) {
    await sleep(10);
  }
  await end();
  assert.deepEqual(heard, ['one', 'two', 'three']);
  assert.deepEqual(said, ['one', 'two', 'three']);
});

// With the database that the environment names, where it says that tests may write there.
if (process.env.TEST_NEEDS) {
  it('keeps the last words of a room in the database', async () => {
    const needs = openNeeds(fromEnvironment(process.env, {}), log);
    while (needs.states().postgres !== 'ok') {
      await sleep(10);
    }
    const words = wordsIn(needs.postgres);
    const room = `test ${randomUUID()}`;
    const said = Array.from({ length: REMEMBERED + 2 }, (_, number) => `${number}`);
    for (const text of said) {
      await words.keep({ room, text });
    }
    assert.deepEqual(await words.last(room), said.slice(2));
    assert.deepEqual(await words.last(`${room} beside`), []);
    const { rowCount } = await needs.postgres.query('DELETE FROM words WHERE room = $1', [room]);
    assert.equal(rowCount, REMEMBERED);
    await needs.close();
  });
}

it('sends guests elsewhere in the end', async () => {
  const { hub, join, end, metrics } = await replica(together());
  const guest = await join('lobby');
  assert.equal(hub.open(), 1);
  assert.match(await metrics(), /http_requests_total\{method="GET",route="\/v1\/rooms\/:room",code="101"\} 1/);
  const closed = once(guest, 'close');
  await end();
  assert.equal((await closed)[0], 1001);
  assert.equal(hub.open(), 0);
});

it('tells whoever is not passed on', async () => {
  const { join, end } = await replica({ ...together(), publish: () => Promise.reject(new Error('lost')) });
  const guest = await join('lobby');
  const closed = once(guest, 'close');
  guest.send('hello');
  assert.equal((await closed)[0], 1013);
  await end();
});

it('passes on text alone', async () => {
  const { join, end } = await replica(together());
  const guest = await join('lobby');
  const closed = once(guest, 'close');
  guest.send(Buffer.from([0xff]));
  assert.equal((await closed)[0], 1003);
  await end();
});

it('refuses pages of other hosts, other paths and endless names', async () => {
  const { join, end } = await replica(together());
  await assert.rejects(join('lobby', { origin: 'https://elsewhere.example' }), /403/);
  await assert.rejects(join('lobby/back'), /404/);
  await assert.rejects(join('a'.repeat(101)), /400/);
  await end();
});

// With the Redis that the environment names, where it says that tests may use it.
if (process.env.TEST_NEEDS) {
  it('reaches all replicas through Redis', async () => {
    const needs = openNeeds(fromEnvironment(process.env, {}), log);
    while (needs.states().redis !== 'ok') {
      await sleep(10);
    }
    await passesOn(redisBus(needs.redis), redisBus(needs.redis));
    await needs.close();
  });
}
