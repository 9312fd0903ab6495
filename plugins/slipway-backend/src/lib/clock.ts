/** Time as the rest of the plugin sees it, so that tests can turn it. */
export interface Clock {
  now(): number;
  /** Calls back once; the returned function calls it off. */
  timer(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  timer(ms, callback) {
    const handle = setTimeout(callback, ms);
    return () => clearTimeout(handle);
  },
};

export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/** Resolves after the time, or as soon as the signal aborts. */
export function sleep(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted || ms <= 0) {
      resolve();
      return;
    }
    let cancel = () => {};
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    cancel = clock.timer(ms, done);
    signal.addEventListener('abort', done);
  });
}

/** Resolves as soon as the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
    } else {
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
}

/**
 * A signal for one attempt: follows its parent, ends by itself when `arm` was not called again in time.
 * By hand, not by `AbortSignal.any`: parents live as long as the portal, attempts by the thousand.
 */
export function attempt(clock: Clock, parent: AbortSignal, limitMs: number) {
  const controller = new AbortController();
  const follow = () => controller.abort();
  if (parent.aborted) {
    controller.abort();
  }
  parent.addEventListener('abort', follow);
  const state = { timedOut: false };
  const expire = () => {
    state.timedOut = true;
    controller.abort();
  };
  let cancel = clock.timer(limitMs, expire);
  return {
    signal: controller.signal,
    state,
    /** Something was heard: the time starts anew. */
    arm() {
      cancel();
      cancel = clock.timer(limitMs, expire);
    },
    /** Ends whatever is still open of this attempt. */
    end() {
      cancel();
      parent.removeEventListener('abort', follow);
      controller.abort();
    },
  };
}
