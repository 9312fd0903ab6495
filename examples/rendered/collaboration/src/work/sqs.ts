import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { MessageAttributeValue, SQSClient } from '@aws-sdk/client-sqs';
import { urlOf } from '../needs/sqs.ts';
import type { Queue } from './work.ts';

/**
 * A queue. What was handed out and is neither done nor put back comes again when the queue's visibility timeout is over: make
 * it longer than the work takes.
 */
export function sqsQueue(client: SQSClient, queue: string, dead: string): Queue {
  let QueueUrl: string | undefined;
  let current = { ReceiptHandle: '', body: '', said: {} as Record<string, MessageAttributeValue> };

  async function done(): Promise<void> {
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: current.ReceiptHandle }));
  }

  return {
    async receive(signal) {
      QueueUrl ??= await urlOf(client, queue);
      const wanted = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 1,
        WaitTimeSeconds: 20,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        MessageAttributeNames: ['All'],
      });
      const { Messages } = await client.send(wanted, { abortSignal: signal }).catch((error: unknown) => {
        if (signal.aborted) {
          return { Messages: undefined };
        }
        throw error;
      });
      const [message] = Messages ?? [];
      if (!message) {
        return undefined;
      }
      const said = message.MessageAttributes ?? {};
      current = { ReceiptHandle: message.ReceiptHandle ?? '', body: message.Body ?? '', said };
      return {
        id: message.MessageId ?? '',
        body: current.body,
        attempt: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
        headers: Object.fromEntries(Object.entries(said).map(([name, { StringValue = '' }]) => [name, StringValue])),
      };
    },
    done,
    async retry(_message, after) {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl,
          ReceiptHandle: current.ReceiptHandle,
          VisibilityTimeout: Math.ceil(after / 1000),
        }),
      );
    },
    // Into the queue for dead letters, where a person looks at it.
    async bury(_message, reason) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: await urlOf(client, dead),
          MessageBody: current.body,
          // What its sender said of it, such as its trace, goes along.
          MessageAttributes: { ...current.said, reason: { DataType: 'String', StringValue: String(reason) } },
        }),
      );
      await done();
    },
    // The queue hands out again what was not done.
    close: () => Promise.resolve(),
  };
}
