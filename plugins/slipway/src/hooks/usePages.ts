import { useCallback, useEffect, useRef, useState } from 'react';

const POLL_MS = 10_000;
/** For what is long and changes seldom. */
export const SELDOM_MS = 60_000;

export interface Pages<P> {
  /** Of the question that was answered last; `undefined` before the first answer. */
  pages?: P[];
  /** When they were read. */
  at?: string;
  /** Why the last reading failed; what was read before stays. */
  error?: Error;
  /** They belong to an earlier question: the answer to this one is on its way. */
  stale: boolean;
  /** Reads the page after the last one, if there is one. */
  more?: () => void;
}

/** A list that is read page by page, and kept current as far as it was read. */
export function usePages<P extends { next?: string }>(
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<P>,
  everyMs = POLL_MS,
): Pages<P> {
  const [state, setState] = useState<{
    of?: typeof load;
    pages?: P[];
    at?: string;
  }>({});
  const [error, setError] = useState<Error>();
  const wanted = useRef(1);
  const running = useRef<AbortController>();

  const read = useCallback(async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    try {
      const pages: P[] = [];
      do {
        pages.push(await load(pages.at(-1)?.next, signal));
      } while (pages.length < wanted.current && pages.at(-1)!.next);
      if (!signal.aborted) {
        setState({ of: load, pages, at: new Date().toISOString() });
        setError(undefined);
      }
    } catch (failure) {
      if (!signal.aborted) {
        setError(failure as Error);
      }
    } finally {
      if (running.current === controller) {
        running.current = undefined;
      }
    }
  }, [load]);

  useEffect(() => {
    wanted.current = 1;
    read();
    const timer = setInterval(() => {
      // What is still on its way is no older than what would be asked for now, and who looks elsewhere needs nothing.
      if (!running.current && document.visibilityState !== 'hidden') {
        read();
      }
    }, everyMs);
    return () => {
      clearInterval(timer);
      running.current?.abort();
      running.current = undefined;
    };
  }, [read, everyMs]);

  const { of, pages, at } = state;
  const more = useCallback(() => {
    // Asked for twice, as a scroll does, it is read once.
    if (pages && wanted.current <= pages.length) {
      wanted.current = pages.length + 1;
      read();
    }
  }, [pages, read]);

  return {
    ...(pages && { pages }),
    ...(at && { at }),
    ...(error && { error }),
    stale: pages !== undefined && of !== load,
    ...(pages?.at(-1)?.next && { more }),
  };
}
