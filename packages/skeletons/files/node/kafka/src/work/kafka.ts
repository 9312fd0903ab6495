{%- if queues.kafka -%}
import { once } from 'node:events';
import { Consumer } from '@platformatic/kafka';
import type { Message as Received, MessagesStream, Producer } from '@platformatic/kafka';
import type { Config } from '../core/config.ts';
import { pause } from './pause.ts';
import type { Queue } from './work.ts';

type Stream = MessagesStream<Buffer, Buffer, Buffer, Buffer>;

/**
 * A topic. Its partitions are shared out among the pods of the group, and what was worked on is told message by message. A
 * topic cannot take a message back, so one that is to be tried again is kept here and holds up those behind it in its
 * partition: their order stays. What cannot be done goes to the topic for dead letters.
 */
export function kafkaQueue({ kafka, queue, deadLetters, consumerGroup }: Config, producer: Producer): Queue {
  const consumer = new Consumer({
    clientId: '${{ name }}',
    groupId: consumerGroup,
    bootstrapBrokers: kafka.brokers,
    autocommit: false,
    // What is fetched and not handed out yet is fetched by another pod when this one ends.
    highWaterMark: 1,
  });
  let stream: Stream | undefined;
  let current: Received<Buffer, Buffer, Buffer, Buffer> | undefined;
  let attempt = 0;

  async function opened(): Promise<Stream> {
    const begun = await consumer.consume({ topics: [queue], mode: 'committed', fallbackMode: 'earliest' });
    // It only fetches as long as somebody listens.
    begun.on('readable', () => undefined);
    // Who waits for the next message hears of it.
    begun.on('error', () => undefined);
    return begun;
  }

  async function done(): Promise<void> {
    await current?.commit();
    current = undefined;
  }

  return {
    async receive(signal) {
      if (stream?.destroyed) {
        stream = undefined;
      }
      stream ??= await opened();
      if (!current) {
        current = await nextOf(stream, signal);
        attempt = 0;
      }
      if (!current) {
        return undefined;
      }
      attempt++;
      const { topic, partition, offset, value, headers } = current;
      const said = Object.fromEntries([...headers].map(([name, text]) => [name.toString(), textOf(text)]));
      return { id: `${topic}/${partition}/${offset}`, body: textOf(value), attempt, headers: said };
    },
    done,
    retry: (_message, after) => pause(after),
    async bury(_message, reason) {
      if (current) {
        const { key, value } = current;
        // What its sender said of it, such as its trace, goes along.
        const headers = new Map([...current.headers, [Buffer.from('reason'), Buffer.from(String(reason))]]);
        await producer.send({ messages: [{ topic: deadLetters, key, value, headers }] });
      }
      await done();
    },
    async close() {
      await stream?.close();
      await consumer.close(true);
    },
  };
}

/** A message may have no value at all, and is one all the same. */
function textOf(value: Buffer | null | undefined): string {
  return value?.toString() ?? '';
}

/** Waits for a message; nothing once the signal has come. */
async function nextOf(stream: Stream, signal: AbortSignal): Promise<Received<Buffer, Buffer, Buffer, Buffer> | undefined> {
  while (!signal.aborted) {
    const message = stream.read() as Received<Buffer, Buffer, Buffer, Buffer> | null;
    if (message) {
      return message;
    }
    await once(stream, 'readable', { signal }).catch((error: unknown) => {
      if (!signal.aborted) {
        throw error;
      }
    });
  }
  return undefined;
}
{%- endif %}
