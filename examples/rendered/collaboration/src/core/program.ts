import type { Logger } from 'pino';
import { fromEnvironment } from './config.ts';
import type { Config, Program } from './config.ts';
import { logAt } from './log.ts';
import { startTracing } from './tracing.ts';

/** What a program does until it has ended by itself or the signal tells it to. */
export type Run = (signal: AbortSignal, config: Config, log: Logger) => Promise<void>;

/** Exit codes: an environment that cannot be used is not mended by starting again. */
const FAILED = 1;
const MISUSED = 2;

/** How long the collector may take to hear the last of a program that has ended, in milliseconds. */
const LAST_SPANS = 3000;

/** How every program of the service begins and ends. */
export async function main(program: Program, run: Run): Promise<void> {
  let config: Config;
  try {
    config = fromEnvironment(process.env, program);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = MISUSED;
    return;
  }
  const log = logAt(config.logLevel);
  const flush = startTracing(process.env, log);
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => ending.abort());
  }
  try {
    await run(ending.signal, config, log);
  } catch (error) {
    log.error(error, 'stopped');
    process.exitCode = FAILED;
  }
  if (!(await flush(LAST_SPANS))) {
    log.warn('the last spans were not told');
    // What waits for the collector would keep the process.
    process.exit();
  }
}
