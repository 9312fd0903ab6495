import { Connection } from 'rabbitmq-client';
import type { Config } from '../core/config.ts';
import type { Need } from './watch.ts';

export function openRabbitmq({ url }: Config['rabbitmq']): Need & { client: Connection } {
  // It is given up to be asked again before the program has to end.
  const client = new Connection({ url, acquireTimeout: 5000 });
  let reason = 'no connection yet';
  // It connects again by itself.
  client.on('error', (error: Error) => {
    reason = error.message;
  });
  return {
    client,
    check: async () => {
      if (!client.ready) {
        throw new Error(reason);
      }
      await (await client.acquire()).close();
    },
    close: () => client.close(),
  };
}
