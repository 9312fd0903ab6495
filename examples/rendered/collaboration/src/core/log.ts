import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Level } from './config.ts';
import { idsOf } from './tracing.ts';
import { version } from './version.ts';

/** One line of JSON for whatever is worth a line. */
export function logAt(level: Level): Logger {
  return pino({
    level,
    base: { service: 'xeo-board', version },
    mixin: () => idsOf(),
    formatters: { level: level => ({ level }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
