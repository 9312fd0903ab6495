/** Everything that can be set from outside. */
export interface Config {
  /** 0 takes a free one. */
  port: number;
  logLevel: Level;
  /** How long what is under way may take to finish, in milliseconds. */
  shutdownTimeout: number;
  /** What a worker reads from; only a program that asks for it has one. */
  queue: string;
  /** Where it puts what cannot be done. */
  deadLetters: string;
  postgres: { host: string; port: number; database: string; user: string; password: string };
  redis: { host: string; port: number; password: string | undefined };
  /** Where it is and who asks, the AWS library reads from its own variables. */
  sqs: { queue: string };
  /** Stores other than that of AWS have an endpoint; a key is left out where the platform tells who asks. */
  s3: { endpoint: string | undefined; region: string; bucket: string; accessKeyId: string | undefined; secretAccessKey: string };
}

/** What one of the service's programs asks of its environment. */
export interface Program {
  /** The variable that tells its port, and the port when nobody sets it. A job listens on none. */
  listen?: { variable: string; port: number };
  /** Whether it reads from a queue. */
  queue?: boolean;
}

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

type Environment = Record<string, string | undefined>;

/** Reads the port, LOG_LEVEL, SHUTDOWN_TIMEOUT and how each need is reached. Everything that is wrong is told in one error. */
export function fromEnvironment(env: Environment, { listen, queue }: Program): Config {
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
  const required = (name: string): string => {
    const text = env[name] ?? '';
    if (text === '') {
      problems.push(`${name} is missing`);
    }
    return text;
  };

  const config: Config = {
    port: listen ? read(listen.variable, listen.port, 'a port from 0 to 65535', portOf) : 0,
    logLevel: read<Level>('LOG_LEVEL', 'info', levels.join(', '), text => levels.find(level => level === text)),
    shutdownTimeout: read('SHUTDOWN_TIMEOUT', 20_000, 'a duration such as 20s', durationOf),
    queue: queue ? required('QUEUE') : '',
    deadLetters: queue ? required('DEAD_LETTER_QUEUE') : '',
    postgres: {
      host: required('POSTGRES_HOST'),
      port: read('POSTGRES_PORT', 5432, 'a port from 0 to 65535', portOf),
      database: required('POSTGRES_DB'),
      user: required('POSTGRES_USER'),
      password: required('POSTGRES_PASSWORD'),
    },
    redis: { ...addressOf(required('REDIS_ADDR')), password: env.REDIS_PASSWORD },
    sqs: { queue: required('SQS_QUEUE') },
    s3: {
      endpoint: env.S3_ENDPOINT || undefined,
      region: env.S3_REGION || 'auto',
      bucket: required('S3_BUCKET'),
      accessKeyId: env.S3_ACCESS_KEY_ID || undefined,
      secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
    },
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

function addressOf(text: string): { host: string; port: number } {
  const [, host = text, port = '6379'] = /^(.+):(\d+)$/.exec(text) ?? [];
  return { host, port: Number(port) };
}

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };

function durationOf(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (units[unit] ?? 1);
}
