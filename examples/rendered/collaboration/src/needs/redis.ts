import { createClient } from 'redis';
import type { Config } from '../core/config.ts';
import type { Need } from './watch.ts';

export function openRedis({ host, port, password }: Config['redis']): Need & { client: ReturnType<typeof create> } {
  const client = create({ host, port, password });
  // It connects again and again by itself; what is wrong is told by the check.
  client.on('error', () => undefined);
  void client.connect().catch(() => undefined);
  return {
    client,
    check: async () => {
      if (!client.isReady) {
        throw new Error(`no connection to ${host}:${port}`);
      }
      await client.ping();
    },
    close: () => Promise.resolve(client.isOpen ? client.destroy() : undefined),
  };
}

function create({ host, port, password }: Config['redis']) {
  // What cannot be asked just now fails now rather than later.
  return createClient({ socket: { host, port }, disableOfflineQueue: true, ...(password ? { password } : {}) });
}
