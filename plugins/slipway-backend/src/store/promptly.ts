import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Clock } from '../lib/clock';
import { StateReads, stateReads } from './types';

/** Somebody waits: with what else an answer needs, it is there within two seconds. */
const LIMIT_MS = 1_200;
/** Who asks so soon after one that waited in vain need not wait as long, nor take a connection. */
const AFTERWARDS_MS = 1_000;

/**
 * Reads for those who wait for an answer. A database that is gone may refuse at once, or say nothing at all: either way they are
 * told so, soon, and are not told where it is.
 */
export function promptly(
  store: StateReads,
  options: { clock: Clock; logger: LoggerService },
): StateReads {
  const { clock, logger } = options;
  let silentAt = -Infinity;
  const read = async (ask: () => Promise<unknown>) => {
    if (clock.now() - silentAt < AFTERWARDS_MS) {
      throw unavailable();
    }
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => {
      cancel = clock.timer(LIMIT_MS, () => {
        silentAt = clock.now();
        reject(new Error('no answer in time'));
      });
    });
    try {
      return await Promise.race([ask(), late]);
    } catch (error) {
      logger.warn('The database cannot be read', error as Error);
      throw unavailable();
    } finally {
      cancel();
    }
  };
  return Object.fromEntries(
    stateReads.map(name => [
      name,
      (...args: unknown[]) =>
        read(() =>
          (store[name] as (...a: unknown[]) => Promise<unknown>)(...args),
        ),
    ]),
  ) as unknown as StateReads;
}

function unavailable() {
  return new ServiceUnavailableError(
    "What is known of services cannot be read: this portal's database does not answer. Try again in some seconds",
  );
}
