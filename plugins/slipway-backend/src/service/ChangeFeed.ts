import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock, sleep } from '../lib/clock';
import { StateStore } from '../store';
import { Readers } from './Readers';

const EVERY_MS = 1_000;

/**
 * Finds what other replicas wrote, for the readers of this one: one small query a second, and none while nobody looks.
 */
export async function followChanges(
  options: {
    store: Pick<StateStore, 'revision' | 'changesSince'>;
    readers: Readers;
    clock: Clock;
    logger: LoggerService;
    tell: (signals: ReturnType<Readers['signalsFor']>) => void;
  },
  signal: AbortSignal,
): Promise<void> {
  const { store, readers, clock, logger, tell } = options;
  let seen: number | undefined;
  while (!signal.aborted) {
    await sleep(clock, EVERY_MS, signal);
    if (signal.aborted || readers.none) {
      // Whoever comes next reads the newest anyway.
      seen = undefined;
      continue;
    }
    try {
      const revision = await store.revision();
      const since = seen ?? readers.oldestRevision;
      if (revision > since) {
        tell(readers.signalsFor(await store.changesSince(since)));
      }
      seen = revision;
    } catch (error) {
      logger.debug('Changes of other replicas cannot be read', error as Error);
    }
  }
}
