{%- if queues.rabbitmq -%}
import { EventEmitter, once } from 'node:events';
import { ConsumerStatus } from 'rabbitmq-client';
import type { AsyncMessage, Connection } from 'rabbitmq-client';
import type { Message, Queue } from './work.ts';

interface Delivery {
  message: AsyncMessage;
  settle: (status: ConsumerStatus) => void;
}

/**
 * A queue with two more beside it, all of which are made when they are not there: -retry keeps what waits for its next
 * attempt, the one for dead letters what a person looks at. The library subscribes again when the connection was lost.
 */
export function rabbitmqQueue(connection: Connection, queue: string, dead: string): Queue {
  const waiting: Delivery[] = [];
  const arrivals = new EventEmitter();
  let current: Delivery | undefined;
  const publisher = connection.createPublisher({ confirm: true });
  const consumer = connection.createConsumer(
    // One at a time: what waits here would wait for this pod.
    { queue, queueOptions: { queue, durable: true }, qos: { prefetchCount: 1 }, lazy: true },
    message =>
      new Promise<ConsumerStatus>(resolve => {
        waiting.push({ message, settle: resolve });
        arrivals.emit('message');
      }),
  );
  consumer.on('error', () => undefined);
  let subscribed: Promise<void> | undefined;

  async function subscribe(): Promise<void> {
    const back = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': queue };
    await connection.queueDeclare({ queue: `${queue}-retry`, durable: true, arguments: back });
    await connection.queueDeclare({ queue: dead, durable: true });
    consumer.start();
  }

  /** Takes the message out of the queue once the broker has it in the other. */
  async function move(to: string, expiration: string | undefined, headers: Record<string, unknown>): Promise<void> {
    const { message } = current ?? {};
    if (!message) {
      return;
    }
    try {
      await publisher.send(
        // What its sender said of it, such as its trace, goes along.
        { routingKey: to, durable: true, headers: { ...message.headers, ...headers }, messageId: message.messageId, ...(expiration ? { expiration } : {}) },
        bytesOf(message),
      );
    } catch (error) {
      // No other comes while this one is held.
      settle(ConsumerStatus.REQUEUE);
      throw error;
    }
    settle(ConsumerStatus.ACK);
  }

  function settle(status: ConsumerStatus): void {
    current?.settle(status);
    current = undefined;
  }

  return {
    async receive(signal) {
      subscribed ??= subscribe();
      // Where the broker is away, the next call tries again.
      await subscribed.catch((error: unknown) => {
        subscribed = undefined;
        throw error;
      });
      while (!signal.aborted) {
        current = waiting.shift();
        if (current) {
          return messageOf(current.message);
        }
        await once(arrivals, 'message', { signal }).catch(() => undefined);
      }
      return undefined;
    },
    done: () => Promise.resolve(settle(ConsumerStatus.ACK)),
    retry: ({ attempt }, after) => move(`${queue}-retry`, String(after), { 'x-attempt': attempt + 1 }),
    bury: (_message, reason) => move(dead, undefined, { 'x-reason': String(reason) }),
    async close() {
      for (const delivery of waiting.splice(0)) {
        delivery.settle(ConsumerStatus.REQUEUE);
      }
      await consumer.close();
      await publisher.close();
    },
  };
}

function messageOf(message: AsyncMessage): Message {
  const attempt: unknown = message.headers?.['x-attempt'];
  return {
    id: message.messageId ?? String(message.deliveryTag),
    body: bytesOf(message).toString(),
    attempt: typeof attempt === 'number' ? attempt : 1,
    headers: message.headers ?? {},
  };
}

/** The library reads the body by its type; here it is text whatever somebody called it. */
function bytesOf({ body }: AsyncMessage): Buffer {
  if (Buffer.isBuffer(body)) {
    return body;
  }
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
{%- endif %}
