import { Producer } from '@platformatic/kafka';
import type { Config } from '../core/config.ts';
import type { Need } from './watch.ts';

export function openKafka({ brokers }: Config['kafka']): Need & { client: Producer } {
  const client = new Producer({ clientId: '${{ name }}', bootstrapBrokers: brokers, retries: 0, connectTimeout: 2000 });
  return {
    client,
    check: () => client.metadata({ topics: [], forceUpdate: true }),
    close: () => client.close(),
  };
}
