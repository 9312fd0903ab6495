import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for so many milliseconds, or until the signal comes. */
export type Wait = (time: number, signal?: AbortSignal) => Promise<void>;

export const pause: Wait = (time, signal) =>
  sleep(time, undefined, { signal }).catch(() => undefined);
