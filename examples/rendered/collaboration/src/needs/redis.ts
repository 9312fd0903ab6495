import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import type { Config } from '../core/config.ts';
import type { Need } from './watch.ts';

const PATIENCE = 1000;

export function openRedis({ host, port, password }: Config['redis']): Need & { client: ReturnType<typeof create> } {
  const client = create({ host, port, password });
  let reason = `no connection to ${host}:${port} yet`;
  // It connects again and again by itself; what is wrong is told by the check.
  client.on('error', (error: Error) => {
    reason = error.message || String(error);
  });
  const connecting = client.connect().catch(() => undefined);
  return {
    client,
    check: async () => {
      if (!client.isReady) {
        throw new Error(reason);
      }
      await client.ping();
    },
    close: () => leave(client, connecting),
  };
}

/** A connection that is just being made would be left behind, so it is waited for. */
export async function leave(client: ReturnType<typeof create>, connecting: Promise<unknown>): Promise<void> {
  await attempted(connecting);
  if (client.isOpen) {
    client.destroy();
  }
}

/** Waits for a connection, and not for long: where the server is away, it is made again and again. */
export async function attempted(connecting: Promise<unknown>): Promise<void> {
  const waited = new AbortController();
  await Promise.race([connecting, sleep(PATIENCE, undefined, { signal: waited.signal }).catch(() => undefined)]);
  waited.abort();
}

function create({ host, port, password }: Config['redis']) {
  // What cannot be asked just now fails now rather than later.
  return createClient({ socket: { host, port }, disableOfflineQueue: true, ...(password ? { password } : {}) });
}
