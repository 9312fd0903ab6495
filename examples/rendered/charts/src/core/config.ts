/** Everything that can be set from outside. */
export interface Config {
  /** 0 takes a free one. */
  port: number;
  logLevel: Level;
  /** How long what is under way may take to finish, in milliseconds. */
  shutdownTimeout: number;
}

/** What one of the service's programs asks of its environment. */
export interface Program {
  /** The variable that tells its port, and the port when nobody sets it. A job listens on none. */
  listen?: { variable: string; port: number };
}

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

type Environment = Record<string, string | undefined>;

/** Reads the port, LOG_LEVEL, SHUTDOWN_TIMEOUT. Everything that is wrong is told in one error. */
export function fromEnvironment(env: Environment, { listen }: Program): Config {
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

  const config: Config = {
    port: listen ? read(listen.variable, listen.port, 'a port from 0 to 65535', portOf) : 0,
    logLevel: read<Level>('LOG_LEVEL', 'info', levels.join(', '), text => levels.find(level => level === text)),
    shutdownTimeout: read('SHUTDOWN_TIMEOUT', 20_000, 'a duration such as 20s', durationOf),
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

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };

function durationOf(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (units[unit] ?? 1);
}
