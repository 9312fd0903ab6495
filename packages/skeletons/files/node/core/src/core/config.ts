/** Everything that can be set from outside. */
export interface Config {
  /** 0 takes a free one. */
  port: number;
{%- if shapes.grpc %}
  /** Where a program that answers calls does so; only one that asks for it does. */
  callsPort: number;
{%- endif %}
  logLevel: Level;
  /** How long what is under way may take to finish, in milliseconds. */
  shutdownTimeout: number;
{%- if queues.any %}
  /** What a worker reads from; only a program that asks for it has one. */
  queue: string;
  /** Where it puts what cannot be done. */
  deadLetters: string;
{%- endif %}
{%- if queues.kafka %}
  /** Shares the partitions of a topic out among the pods. */
  consumerGroup: string;
{%- endif %}
{%- if needs.postgres %}
  postgres: { host: string; port: number; database: string; user: string; password: string };
{%- endif %}
{%- if needs.redis %}
  redis: { host: string; port: number; password: string | undefined };
{%- endif %}
{%- if needs.kafka %}
  kafka: { brokers: string[] };
{%- endif %}
{%- if needs.rabbitmq %}
  rabbitmq: { url: string };
{%- endif %}
{%- if needs.sqs %}
  /** Where it is and who asks, the AWS library reads from its own variables. */
  sqs: { queue: string };
{%- endif %}
{%- if needs.s3 %}
  /** Stores other than that of AWS have an endpoint; a key is left out where the platform tells who asks. */
  s3: { endpoint: string | undefined; region: string; bucket: string; accessKeyId: string | undefined; secretAccessKey: string };
{%- endif %}
}

/** What one of the service's programs asks of its environment. */
export interface Program {
  /** The variable that tells its port, and the port when nobody sets it. A job listens on none. */
  listen?: { variable: string; port: number };
{%- if shapes.grpc %}
  /** The port of its calls when PORT does not tell it. */
  callsPort?: number;
{%- endif %}
{%- if queues.any %}
  /** Whether it reads from a queue. */
  queue?: boolean;
{%- endif %}
}

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

type Environment = Record<string, string | undefined>;

/** Reads the port, LOG_LEVEL, SHUTDOWN_TIMEOUT{% if needs.any %} and how each need is reached{% endif %}. Everything that is wrong is told in one error. */
export function fromEnvironment(env: Environment, { listen{% if shapes.grpc %}, callsPort{% endif %}{% if queues.any %}, queue{% endif %} }: Program): Config {
  const problems: string[] = [];
  const read = <T>(name: string, fallback: T, want: string, parse: (text: string) => T | undefined): T => {
    const text = env[name];
    if (!text) {
      return fallback;
    }
    const value = parse(text);
    if (value === undefined) {
      problems.push(`${name} is "${text}": want ${want}`);
    }
    return value ?? fallback;
  };
{%- if needs.any %}
  const required = (name: string): string => {
    const text = env[name] ?? '';
    if (text === '') {
      problems.push(`${name} is missing`);
    }
    return text;
  };
{%- endif %}

  const config: Config = {
    port: listen ? read(listen.variable, listen.port, 'a port from 0 to 65535', portOf) : 0,
{%- if shapes.grpc %}
    callsPort: callsPort === undefined ? 0 : read('PORT', callsPort, 'a port from 0 to 65535', portOf),
{%- endif %}
    logLevel: read<Level>('LOG_LEVEL', 'info', levels.join(', '), text => levels.find(level => level === text)),
    shutdownTimeout: read('SHUTDOWN_TIMEOUT', 20_000, 'a duration such as 20s', durationOf),
{%- if queues.any %}
    queue: queue ? required('QUEUE') : '',
    deadLetters: queue ? required('DEAD_LETTER_QUEUE') : '',
{%- endif %}
{%- if queues.kafka %}
    consumerGroup: queue ? required('CONSUMER_GROUP') : '',
{%- endif %}
{%- if needs.postgres %}
    postgres: {
      host: required('POSTGRES_HOST'),
      port: read('POSTGRES_PORT', 5432, 'a port from 0 to 65535', portOf),
      database: required('POSTGRES_DB'),
      user: required('POSTGRES_USER'),
      password: required('POSTGRES_PASSWORD'),
    },
{%- endif %}
{%- if needs.redis %}
    redis: { ...addressOf(required('REDIS_ADDR')), password: env.REDIS_PASSWORD },
{%- endif %}
{%- if needs.kafka %}
    kafka: { brokers: required('KAFKA_BROKERS').split(',') },
{%- endif %}
{%- if needs.rabbitmq %}
    rabbitmq: { url: required('RABBITMQ_URL') },
{%- endif %}
{%- if needs.sqs %}
    sqs: { queue: required('SQS_QUEUE') },
{%- endif %}
{%- if needs.s3 %}
    s3: {
      endpoint: env.S3_ENDPOINT || undefined,
      region: env.S3_REGION || 'auto',
      bucket: required('S3_BUCKET'),
      accessKeyId: env.S3_ACCESS_KEY_ID || undefined,
      secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
    },
{%- endif %}
  };
  if (problems.length > 0) {
    throw new Error(`the environment cannot be used:\n${problems.join('\n')}`);
  }
  return config;
}

function portOf(text: string): number | undefined {
  const port = Number(text);
  return /^\d+$/.test(text) && port < 65_536 ? port : undefined;
}

{% if needs.redis -%}
function addressOf(text: string): { host: string; port: number } {
  const [, host = text, port = '6379'] = /^(.+):(\d+)$/.exec(text) ?? [];
  return { host, port: Number(port) };
}

{% endif -%}
const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };

function durationOf(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (units[unit] ?? 1);
}
