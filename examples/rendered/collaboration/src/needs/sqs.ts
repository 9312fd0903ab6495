import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Config } from '../core/config.ts';
import type { Need } from './watch.ts';

export function openSqs({ queue }: Config['sqs']): Need & { client: SQSClient } {
  const client = new SQSClient({});
  return {
    client,
    check: () => urlOf(client, queue),
    close: () => Promise.resolve(client.destroy()),
  };
}

/** How SQS wants a queue to be named. */
export async function urlOf(client: SQSClient, queue: string): Promise<string> {
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: queue }));
  return QueueUrl;
}
