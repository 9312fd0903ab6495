/** Where time comes from, so that tests and the first start can turn it. */
export interface Clock {
  now(): Date;
  /** Calls back once, after so many milliseconds. Returns what calls it off. */
  setTimer(milliseconds: number, callback: () => void): () => void;
}

/** setTimeout reads a longer delay as "now". */
const LONGEST_DELAY = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  setTimer(milliseconds, callback) {
    const timer = setTimeout(callback, Math.min(milliseconds, LONGEST_DELAY));
    return () => clearTimeout(timer);
  },
};

/** Calls back again and again until called off. */
export function setRepeatingTimer(
  clock: Clock,
  milliseconds: number,
  callback: () => void,
): () => void {
  let cancel: () => void;
  const arm = () => {
    cancel = clock.setTimer(milliseconds, () => {
      arm();
      callback();
    });
  };
  arm();
  return () => cancel();
}

/** The time as Kubernetes and Argo CD write it: whole seconds. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
