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
      QueueUrl: urlOf(variables, queue),
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

/** What a queue of SQS has, whether it waits or somebody has it: how many of each, where there are any. */
export async function waitingIn(
  variables: Record<string, string>,
): Promise<string[]> {
  const told = await asked(variables, {
    Action: 'GetQueueAttributes',
    QueueUrl: urlOf(variables, variables.SQS_QUEUE),
    'AttributeName.1': 'All',
  });
  const counts = [
    ...told.matchAll(
      /<Name>(ApproximateNumberOfMessages\w*)<\/Name>\s*<Value>(\d+)/g,
    ),
  ].map(([, name, count]) => `${name}: ${count}`);
  return counts.length ? counts.filter(count => !count.endsWith(' 0')) : [told];
}

function urlOf(variables: Record<string, string>, queue: string): string {
  return `${variables.AWS_ENDPOINT_URL_SQS}/000000000000/${queue}`;
}

async function asked(
  { AWS_ENDPOINT_URL_SQS }: Record<string, string>,
  words: Record<string, string>,
): Promise<string> {
  const answer = await fetch(
    `${AWS_ENDPOINT_URL_SQS}/?${new URLSearchParams(words)}`,
  );
  const told = await answer.text();
  if (!answer.ok) {
    throw new Error(`${words.Action}: ${told}`);
  }
  return told;
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
