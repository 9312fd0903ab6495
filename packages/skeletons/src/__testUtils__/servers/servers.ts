import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NeedType } from '../rendered';
import { createQueue, putInto } from './putting';
import { freePort, starts } from './starts';
import type { Place } from './starts';

/** A server that runs, and how a service is told where. */
export interface Server {
  variables: Record<string, string>;
  /** Puts work into a queue of it. */
  put(queue: string, message: string): Promise<void>;
  /** Ends it without a warning. */
  kill(): Promise<void>;
  /** Starts it again at the same port, with what it kept. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const ATTEMPTS = 3;

/**
 * Starts the server of a need. Where its program is not on this machine, the reason is thrown; where it ended at once it is
 * tried again, since somebody may have taken its port meanwhile.
 */
export async function startServer(need: NeedType): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(need);
    } catch (error) {
      if (attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
}

async function startOnce(need: NeedType): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), `slipway-${need}-`));
  const place = { folder, port: await freePort() };
  let running = await ready(need, place);
  return {
    variables: running.variables,
    put: (queue, message) => putInto[need](running, queue, message),
    kill: () => running.kill(),
    async restart() {
      running = await ready(need, place);
    },
    async stop() {
      await running.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function ready(need: NeedType, place: Place) {
  const { child, ...running } = await starts[need](place);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${need} ended with ${code}`);
  });
  failed.catch(() => {});
  await Promise.race([answers(place.port), failed]);
  if (need === 'sqs') {
    await createQueue(running.variables);
  }
  return {
    ...running,
    async kill() {
      // Some are started by a script, which does not take along what it started.
      if (child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid!, 'SIGKILL');
      }
      await failed.catch(() => {});
    },
  };
}

/** Until somebody listens on the port; for a minute. */
async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const listens = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (listens) {
      return;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error(`nothing listens on port ${port}`);
}
