import { pino, stdSerializers } from 'pino';
import type { Logger, LoggerOptions } from 'pino';
import type { Level } from './config.ts';
import { idsOf } from './tracing.ts';
import { version } from './version.ts';

/** How lines are written. */
export const logging: LoggerOptions = {
  base: { service: 'xeo-board', version },
  mixin: () => idsOf(),
  formatters: { level: level => ({ level }) },
  // Why, in one text with all its causes, as services in other languages have it.
  errorKey: 'error',
  serializers: { error: (error: unknown) => (error instanceof Error ? stdSerializers.err(error).stack : error) },
  timestamp: pino.stdTimeFunctions.isoTime,
};

/** One line of JSON for whatever is worth a line. */
export function logAt(level: Level): Logger {
  return pino({ ...logging, level });
}
