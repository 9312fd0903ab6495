import { needTypes } from './rendered';
import type { NeedType, Shape } from './rendered';
import { startServer } from './servers/servers';
import type { Server } from './servers/servers';

/** Shapes of one service, and what it needs. */
export interface Cell {
  shapes: Shape[];
  needs: NeedType[];
}

/** What a program is told of its needs, and whether they answer. */
export interface Given {
  variables: Record<string, string>;
  /** The variables without which it does not start. */
  required: string[];
  /** Those that run. */
  servers: Partial<Record<NeedType, Server>>;
}

/** Nothing listens on port 1. */
const away: Record<NeedType, Record<string, string>> = {
  postgres: {
    POSTGRES_HOST: '127.0.0.1',
    POSTGRES_PORT: '1',
    POSTGRES_DB: 'payments',
    POSTGRES_USER: 'payments',
    POSTGRES_PASSWORD: 'none',
  },
  redis: { REDIS_ADDR: '127.0.0.1:1' },
  kafka: { KAFKA_BROKERS: '127.0.0.1:1' },
  rabbitmq: { RABBITMQ_URL: 'amqp://127.0.0.1:1/' },
  sqs: {
    AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'tests',
    AWS_SECRET_ACCESS_KEY: 'none',
    SQS_QUEUE: 'greetings',
  },
  s3: {
    S3_ENDPOINT: 'http://127.0.0.1:1',
    S3_REGION: 'us-east-1',
    S3_BUCKET: 'payments',
    S3_ACCESS_KEY_ID: 'tests',
    S3_SECRET_ACCESS_KEY: 'none',
  },
};

const required: Record<NeedType, string[]> = {
  postgres: [
    'POSTGRES_HOST',
    'POSTGRES_DB',
    'POSTGRES_USER',
    'POSTGRES_PASSWORD',
  ],
  redis: ['REDIS_ADDR'],
  kafka: ['KAFKA_BROKERS'],
  rabbitmq: ['RABBITMQ_URL'],
  sqs: ['SQS_QUEUE'],
  s3: ['S3_BUCKET'],
};

/**
 * Every runtime, shape and need, each truly built, with the servers themselves: npm run test:runtimes. Otherwise some, while
 * all that they need is away.
 */
export const everything = process.env.SLIPWAY_RUNTIMES === 'all';

/** The shapes that each runtime has. */
const shapesOf: Record<string, Shape[]> = {
  go: ['http', 'grpc', 'realtime', 'worker', 'job'],
  node: ['http', 'grpc', 'realtime', 'worker', 'job'],
  python: ['http', 'grpc', 'realtime', 'worker', 'job'],
  kotlin: ['http', 'graphql', 'grpc', 'worker', 'job'],
  nextjs: ['web'],
};
const needTypeNames = Object.keys(needTypes) as NeedType[];
const queues = needTypeNames.filter(need => needTypes[need]);

/**
 * Each shape by itself and all in one service, without needs and with every need; a worker that needs nothing but its queue;
 * and one of each queue, whose work lies in a database, where it can be held up.
 */
function cells(runtime: string): Cell[] {
  const allShapes = shapesOf[runtime];
  const all = [...allShapes.map(shape => [shape]), allShapes];
  return [
    ...[[], needTypeNames].flatMap(needs =>
      all.map(some => ({ shapes: some, needs })),
    ),
    ...(allShapes.includes('worker')
      ? [['redis'], ...queues.map(queue => ['postgres', queue])].map(some => ({
          shapes: ['worker'] as Shape[],
          needs: some as NeedType[],
        }))
      : []),
  ];
}

/**
 * Those that every run of the tests builds, eight with the page in Next.js: all shapes of a runtime in one service, with
 * every need, and without any. Maven takes longest, so of Kotlin it is one.
 */
export function tried(runtime: string): Cell[] {
  const shapes = shapesOf[runtime];
  return everything
    ? cells(runtime)
    : [
        { shapes, needs: needTypeNames },
        ...(runtime === 'kotlin' ? [] : [{ shapes, needs: [] }]),
      ];
}

/** The others. */
export function leftOut(runtime: string): Cell[] {
  const names = tried(runtime).map(cell => JSON.stringify(cell));
  return cells(runtime).filter(cell => !names.includes(JSON.stringify(cell)));
}

/** The needs of a cell, from before its tests to after them. */
export function needsOf({ needs, shapes }: Cell) {
  const servers: Partial<Record<NeedType, Server>> = {};
  const queue = shapes.includes('worker') && needs.some(one => needTypes[one]);
  const variables: Record<string, string> = {
    ...Object.assign({}, ...needs.map(need => away[need])),
    ...(queue
      ? {
          QUEUE: 'greetings',
          DEAD_LETTER_QUEUE: 'greetings-dead',
          CONSUMER_GROUP: 'payments',
        }
      : {}),
  };
  return {
    given: {
      variables,
      required: needs.flatMap(need => required[need]),
      servers,
    } satisfies Given,
    async start() {
      if (everything) {
        const started = await Promise.allSettled(needs.map(startServer));
        started.forEach((one, i) => {
          // Those that run are stopped, too, when another does not.
          if (one.status === 'fulfilled') {
            servers[needs[i]] = one.value;
          }
        });
        for (const one of started) {
          if (one.status === 'rejected') {
            throw one.reason;
          }
        }
        Object.assign(
          variables,
          ...Object.values(servers).map(server => server.variables),
          {
            TEST_NEEDS: '1',
          },
        );
      }
    },
    async stop() {
      await Promise.all(Object.values(servers).map(server => server.stop()));
    },
  };
}
