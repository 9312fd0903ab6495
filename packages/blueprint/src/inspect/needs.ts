import type { NeedType } from '@slipway/model';
import type { Dependency } from './dependencies';
import { pathsOf, textOf } from './found';
import type { Files, Seen } from './found';

/** The clients of each need, as npm, Go, PyPI and Maven call them. */
const clients: Record<NeedType, readonly RegExp[]> = {
  postgres: [
    /^(pg|pg-promise|postgres|@prisma\/adapter-pg)$/,
    /^github\.com\/(jackc\/pgx|lib\/pq)\b/,
    /^(psycopg|psycopg2|psycopg2-binary|asyncpg)$/,
    /^(postgresql|r2dbc-postgresql|flyway-database-postgresql)$/,
  ],
  redis: [
    /^(ioredis|redis|@redis\/client|bullmq)$/,
    /^github\.com\/(redis\/go-redis|go-redis\/redis|gomodule\/redigo)\b/,
    /^(jedis|lettuce-core|redisson|spring-boot-starter-data-redis)$/,
  ],
  kafka: [
    /^(kafkajs|node-rdkafka|@confluentinc\/kafka-javascript)$/,
    /^github\.com\/(segmentio\/kafka-go|twmb\/franz-go|ibm\/sarama|shopify\/sarama|confluentinc\/confluent-kafka-go)\b/,
    /^(confluent-kafka|aiokafka|kafka-python)$/,
    /^(kafka-clients|kafka-streams|spring-kafka)$/,
  ],
  rabbitmq: [
    /^(amqplib|amqp-connection-manager|rabbitmq-client)$/,
    /^github\.com\/(rabbitmq\/amqp091-go|streadway\/amqp)\b/,
    /^(pika|aio-pika)$/,
    /^(amqp-client|spring-rabbit|spring-boot-starter-amqp)$/,
  ],
  sqs: [
    /^@aws-sdk\/client-sqs$/,
    /^github\.com\/aws\/aws-sdk-go-v2\/service\/sqs\b/,
    /^(sqs|aws-java-sdk-sqs|spring-cloud-aws-starter-sqs)$/,
  ],
  s3: [
    /^(@aws-sdk\/client-s3|minio)$/,
    /^github\.com\/(aws\/aws-sdk-go-v2\/service\/s3|minio\/minio-go)\b/,
    /^(s3|aws-java-sdk-s3|spring-cloud-aws-starter-s3)$/,
  ],
};

/** What runs beside it on a developer's machine: a client may be of any language, the server says what it is. */
const servers: Record<NeedType, RegExp> = {
  postgres: /\b(postgres|postgis|timescaledb|pgvector)\b/,
  redis: /\b(redis|valkey|keydb)\b/,
  kafka: /\b(kafka|redpanda)\b/,
  rabbitmq: /\brabbitmq\b/,
  sqs: /\belasticmq\b/,
  s3: /\bminio\b/,
};

/** One client for all of a cloud: which of its services is told where it is made. */
const boto = /\b(?:client|resource)\(\s*["'](sqs|s3)["']/;

export function needsOf(
  files: Files,
  dependencies: readonly Dependency[],
): { type: NeedType; seen: Seen }[] {
  const composed = pathsOf(
    files,
    /(^|\/)(docker-)?compose[^/]*\.ya?ml$/,
  ).flatMap(by =>
    [...textOf(files, by)!.matchAll(/^\s*image:\s*["']?([^\s"']+)/gm)].map(
      ([, image]) => ({ image: image.split(':')[0], by }),
    ),
  );
  const made = pathsOf(files, /\.py$/).flatMap(by => {
    const [, service] = boto.exec(textOf(files, by)!) ?? [];
    return service ? [{ service, by }] : [];
  });
  return (Object.keys(clients) as NeedType[]).flatMap(type => {
    const client = dependencies.find(({ name }) =>
      clients[type].some(pattern => pattern.test(name)),
    );
    const server = composed.find(({ image }) => servers[type].test(image));
    const call = made.find(({ service }) => service === type);
    const [seen] = [
      client && { what: client.name, by: client.by },
      server && { what: `image ${server.image}`, by: server.by },
      call && { what: `client("${type}")`, by: call.by },
    ].filter(witness => witness !== undefined);
    return seen ? [{ type, seen }] : [];
  });
}
