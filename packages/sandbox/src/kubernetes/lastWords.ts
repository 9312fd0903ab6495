import { timestamp } from '../clock';

/** One run of a container, as its pod has it. */
export interface Run {
  spec?: {
    env?: { name: string; value?: string }[];
    ports?: { containerPort: number }[];
  };
  image?: string;
  startedAt: string;
  /** Left out while it goes on. */
  ended?: { exitCode: number; finishedAt: string };
}

/** As a service of the skeletons logs, a line of JSON an event; the first says where this is read. */
export function lastWords({
  spec,
  image = '',
  startedAt,
  ended,
}: Run): string[] {
  const env = spec?.env ?? [];
  const port = spec?.ports?.[0]?.containerPort;
  const begin = Date.parse(startedAt);
  const line = (level: string, msg: string, more: object = {}, after = 0) =>
    JSON.stringify({
      time: timestamp(new Date(begin + after * 1000)),
      level,
      msg,
      ...more,
    });
  const lines = [
    line(
      'INFO',
      'This is the Slipway sandbox: no process runs in this container',
    ),
    line('INFO', 'starting', {
      version: image.slice(image.lastIndexOf(':') + 1),
    }),
    line('INFO', 'read the configuration', {
      variables: env.map(({ name }) => name),
    }),
  ];
  if (!ended) {
    return port
      ? [...lines, line('INFO', 'listening', { port }, 1)]
      : [...lines, line('INFO', 'working', {}, 1)];
  }
  // Who is killed does not say so.
  if (ended.exitCode === 137) {
    return [
      ...lines,
      line('INFO', 'filling the cache', { entries: 48_211 }, 2),
    ];
  }
  if (ended.exitCode === 0) {
    return [...lines, line('INFO', 'done', {}, 2)];
  }
  return [...lines, ...failureOf(env, port, line)];
}

/** What it depends on first is what it fails at: the first address that it was given. */
function failureOf(
  env: { name: string; value?: string }[],
  port: number | undefined,
  line: (level: string, msg: string, more?: object, after?: number) => string,
): string[] {
  const needed = env.find(({ name }) => /_(HOST|ADDR|URL|BROKERS)$/.test(name));
  if (needed) {
    const error = `${needed.name}: connection refused`;
    return [
      line('WARN', 'cannot connect, trying again', { attempt: 1, error }, 1),
      line('WARN', 'cannot connect, trying again', { attempt: 2, error }, 2),
      line('ERROR', 'giving up', { error }, 3),
    ];
  }
  const error = port
    ? `listen on port ${port}: address already in use`
    : 'the configuration cannot be used';
  return [line('ERROR', 'cannot start', { error }, 1)];
}
