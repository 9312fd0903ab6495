import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { anyPort, linesOf } from './running';
import type { Started } from './running';
import { redis as command } from './servers/putting';

const MESSAGE = 'held in the middle';

/** What the worker's environment says of Redis, and its list. */
type Lists = Record<string, string>;

/** The lists that are left, each with what is in it; which readers there were tells nothing. */
export async function leftIn(redis: Lists): Promise<[string, string[]][]> {
  const keys = await command(redis, 'KEYS', `${redis.QUEUE}*`);
  const lists = keys.filter(key => !key.endsWith('-readers')).sort();
  return Promise.all(
    lists.map(async key => [
      key.replace(/(-taken)-.*/, '$1'),
      await command(redis, 'LRANGE', key, '0', '-1'),
    ]),
  );
}

/** Passes on what both sides say, until the worker wants to settle the message that it was handed: that is held back. */
async function between(redis: Lists) {
  const [host, port] = redis.REDIS_ADDR.split(':');
  let handedOut = false;
  const heldBack: (() => void)[] = [];
  const workers: Socket[] = [];
  let settling = () => {};
  const inTheMiddle = new Promise<void>(resolve => {
    settling = resolve;
  });
  const server = createServer(worker => {
    const store = connect(Number(port), host);
    workers.push(worker);
    for (const socket of [worker, store]) {
      socket.on('error', () => {});
    }
    worker.on('data', said => {
      if (handedOut) {
        heldBack.push(() => store.write(said));
      } else {
        store.write(said);
      }
      // In the middle of a message no other command takes one away.
      if (handedOut && /lpop/i.test(said.toString())) {
        settling();
      }
    });
    worker.on('close', () => store.destroy());
    store.on('data', said => {
      handedOut ||= said.includes(MESSAGE);
      worker.write(said);
    });
    store.on('close', () => worker.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    inTheMiddle,
    goOn() {
      heldBack.splice(0).forEach(pass => pass());
      handedOut = false;
    },
    close() {
      workers.forEach(one => one.destroy());
      server.close();
    },
  };
}

function start({ command: program, args, cwd, env }: Started, more = {}) {
  const child = spawn(program, args, {
    cwd,
    env: { ...env, ...anyPort, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, ended: once(child, 'exit'), said: linesOf(child) };
}

/** What becomes of a message whose worker is told to end, or is killed, while it works on it; and of one that is useless. */
export async function workedOff(
  started: Started,
  signal: 'SIGTERM' | 'SIGKILL',
) {
  const redis = started.env;
  const proxy = await between(redis);
  const first = start(started, { REDIS_ADDR: proxy.address });
  await command(redis, 'LPUSH', redis.QUEUE, MESSAGE);
  await proxy.inTheMiddle;
  first.child.kill(signal);
  if (signal === 'SIGTERM') {
    proxy.goOn();
  }
  const ended = await first.ended;
  proxy.close();
  const left = await leftIn(redis);
  if (signal === 'SIGTERM') {
    return { ended, left };
  }
  // As if the time were over after which nobody hears of it any more.
  const readers = `${redis.QUEUE}-readers`;
  for (const reader of await command(redis, 'ZRANGE', readers, '0', '-1')) {
    await command(redis, 'ZADD', readers, '0', reader);
  }
  const second = start(started);
  try {
    const { result, attempt } = await second.said('message');
    await command(redis, 'LPUSH', redis.QUEUE, '');
    const useless = await second.said('message');
    second.child.kill('SIGTERM');
    await second.ended;
    return {
      ended,
      left,
      taken: { result, attempt },
      useless: useless.result,
      then: await leftIn(redis),
    };
  } finally {
    second.child.kill('SIGKILL');
  }
}

/** What `workedOff` is to see. */
export const keptInTheMiddle = {
  SIGTERM: { ended: [0, null], left: [] },
  SIGKILL: {
    ended: [null, 'SIGKILL'],
    left: [['greetings-taken', [MESSAGE]]],
    taken: { result: 'done', attempt: 1 },
    useless: 'buried',
    then: [['greetings-dead', ['']]],
  },
};
