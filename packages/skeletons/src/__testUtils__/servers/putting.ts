import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { NeedType } from '../rendered';

const run = promisify(execFile);

interface Running {
  variables: Record<string, string>;
  side?: string;
}

type Put = (running: Running, queue: string, message: string) => Promise<void>;

/** How somebody puts work into a queue. */
export const putInto: Record<NeedType, Put> = {
  redis: async ({ variables }, queue, message) => {
    await redis(variables, 'LPUSH', queue, message);
  },
  kafka: async ({ variables, side }, queue, message) => {
    const program = join(__dirname, 'Put.java');
    const what = [variables.KAFKA_BROKERS, queue, message];
    await run('java', ['-cp', side!, program, ...what]);
  },
  rabbitmq: throughManagement,
  sqs: async ({ variables }, queue, message) => {
    await asked(variables, {
      Action: 'SendMessage',
      QueueUrl: `${variables.AWS_ENDPOINT_URL_SQS}/000000000000/${queue}`,
      MessageBody: message,
    });
  },
  postgres: isNoQueue,
  s3: isNoQueue,
};

/** What Redis answers to a command. */
export async function redis(
  variables: Record<string, string>,
  ...words: string[]
): Promise<string[]> {
  const [host, port] = variables.REDIS_ADDR.split(':');
  const { stdout } = await run(
    'redis-cli',
    ['--no-raw', '--csv', '-h', host, '-p', port, ...words],
    { env: { ...process.env, REDISCLI_AUTH: variables.REDIS_PASSWORD } },
  );
  return JSON.parse(`[${stdout.trim()}]`);
}

/** SQS begins without a queue. */
export async function createQueue(
  variables: Record<string, string>,
): Promise<void> {
  await asked(variables, {
    Action: 'CreateQueue',
    QueueName: variables.SQS_QUEUE,
  });
}

async function asked(
  { AWS_ENDPOINT_URL_SQS }: Record<string, string>,
  words: Record<string, string>,
): Promise<void> {
  const answer = await fetch(
    `${AWS_ENDPOINT_URL_SQS}/?${new URLSearchParams(words)}`,
  );
  if (!answer.ok) {
    throw new Error(`${words.Action}: ${await answer.text()}`);
  }
}

/** Until the queue is there, which its reader makes. */
async function throughManagement(
  { side }: Running,
  queue: string,
  message: string,
): Promise<void> {
  const { username, password, origin } = new URL(side!);
  for (let again = 0; again < 300; again += 1) {
    const answer = await fetch(
      `${origin}/api/exchanges/%2f/amq.default/publish`,
      {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
        body: JSON.stringify({
          routing_key: queue,
          payload: message,
          payload_encoding: 'string',
          properties: { delivery_mode: 2, message_id: message },
        }),
      },
    ).catch(() => undefined);
    if (answer?.ok && ((await answer.json()) as any).routed) {
      return;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error(`nobody made the queue ${queue}`);
}

function isNoQueue(): Promise<void> {
  throw new Error('work is not put into it');
}
