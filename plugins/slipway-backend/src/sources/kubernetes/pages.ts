import { Clock, attempt } from '../../lib/clock';
import { ClusterClient, ClusterError, ListPage, ResourceQuery } from './client';
import { Join, PrunedObject } from './kinds';
import { unusableAnswer } from './problems';

const PAGE_SIZE = 500;
/** One page, whole. A cluster that needs longer does not answer in any useful sense. */
export const LIST_LIMIT_MS = 30_000;
/** What is measured elsewhere is not waited for as long: everything else comes after it. */
export const AGGREGATED_LIMIT_MS = 10_000;
/** Only whether the cluster answers. With the longest wait between two tries, a mended one is fresh again in 35 s. */
export const PROBE_LIMIT_MS = 5_000;

export interface PageOptions {
  client: ClusterClient;
  clock: Clock;
  signal: AbortSignal;
  /** Not read on once so many were looked at. */
  most?: number;
  /** For those of the same key, of which else the last one counts. */
  join?: Join;
}

/** All objects of a kind, page by page, each pruned before the next one is parsed. */
export async function readAll<T extends PrunedObject>(
  query: ResourceQuery,
  prune: (object: unknown) => T | undefined,
  options: PageOptions,
): Promise<{ found: Map<string, T>; resourceVersion: string }> {
  const found = new Map<string, T>();
  const seen = new Set<string | undefined>();
  let next: string | undefined;
  let looked = 0;
  let resourceVersion: string;
  const onItem = (item: unknown) => {
    looked += 1;
    const object = prune(item);
    if (object) {
      const before = options.join && found.get(object.key);
      found.set(
        object.key,
        before ? (options.join!(before, object) as T) : object,
      );
    }
  };
  do {
    const page = await readPage(
      query,
      {
        limit: PAGE_SIZE,
        continue: next,
        onItem,
      },
      options,
    );
    resourceVersion = page.resourceVersion;
    if (page.continue && seen.has(page.continue)) {
      // It would be read for ever.
      throw unusableAnswer();
    }
    next = page.continue;
    seen.add(next);
  } while (next && looked < (options.most ?? Infinity));
  return { found, resourceVersion };
}

export function readPage(
  query: ResourceQuery,
  page: {
    limit: number;
    continue?: string;
    onItem?: (item: unknown) => void;
  },
  { client, ...options }: Omit<PageOptions, 'most' | 'join'>,
  limitMs = query.aggregated ? AGGREGATED_LIMIT_MS : LIST_LIMIT_MS,
): Promise<ListPage> {
  return inTime(options, limitMs, signal =>
    client.list(query, { onItem: () => {}, ...page, signal }),
  );
}

/** What does not answer in time does not answer. */
export async function inTime<T>(
  { clock, signal }: Omit<PageOptions, 'client'>,
  limitMs: number,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const asking = attempt(clock, signal, limitMs);
  try {
    return await ask(asking.signal);
  } catch (error) {
    throw asking.state.timedOut
      ? new ClusterError('unreachable', 'no answer in time')
      : error;
  } finally {
    asking.end();
  }
}

/** Anything that is no problem with a name was not foreseen. */
export function problemOf(error: unknown): ClusterError {
  return error instanceof ClusterError
    ? error
    : new ClusterError('unusable', 'reading it failed unexpectedly');
}
