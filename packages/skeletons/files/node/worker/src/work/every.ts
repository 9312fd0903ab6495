import { pause } from './pause.ts';
import type { Queue } from './work.ts';

/**
 * Hands out the time, again and again: for work that nobody asks for. One that fails is tried again by itself, since the
 * next comes anyway.
 */
export function every(interval: number, wait = pause): Queue {
  return {
    async receive(signal) {
      await wait(interval, signal);
      const now = new Date().toISOString();
      return signal.aborted ? undefined : { id: now, body: now, attempt: 1 };
    },
    done: () => Promise.resolve(),
    retry: () => Promise.resolve(),
    bury: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
