import { ClusterClient, ClusterError, ListPage, ResourceQuery } from './client';
import { linesOf } from './lines';
import { ListItems } from './listItems';
import { networkError, unusableAnswer } from './problems';

/** What an error's body is read for lies at its start. */
const ERROR_BODY_LIMIT = 10_000;
const LONGEST_PAGE = 128 * 1024 * 1024;

/** The body of a good answer, as it arrives. Rejects as {@link ClusterClient}'s methods do. */
export type Get = (path: string, signal: AbortSignal) => Promise<Body>;
export type Body = AsyncIterable<Uint8Array>;

/** One cluster, whichever way its answers come. */
export function clientOver(get: Get): ClusterClient {
  return {
    async apis(signal) {
      return apisOf(await readJson(await get('/apis', signal)));
    },
    async get(path, signal) {
      try {
        return await readJson(await get(path, signal));
      } catch (error) {
        if (error instanceof ClusterError && error.problem === 'absent') {
          return undefined;
        }
        throw error;
      }
    },
    async list(query, options) {
      const body = await get(
        address(query, {
          limit: String(options.limit),
          continue: options.continue,
        }),
        options.signal,
      );
      const items = new ListItems(options.onItem);
      for await (const piece of piecesOf(body)) {
        items.take(piece);
      }
      return pageOf(items.end(), query);
    },
    async *watch(query, options) {
      const body = await get(
        address(query, {
          watch: 'true',
          allowWatchBookmarks: 'true',
          resourceVersion: options.resourceVersion,
          timeoutSeconds: String(options.timeoutSeconds),
        }),
        options.signal,
      );
      try {
        yield* linesOf(body);
      } catch (error) {
        throw asClusterError(error, options.signal);
      }
    },
  };
}

function address(
  query: ResourceQuery,
  parameters: Record<string, string | undefined>,
): string {
  const search = new URLSearchParams();
  const { labelSelector, fieldSelector } = query;
  const all = { labelSelector, fieldSelector, ...parameters };
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined) {
      search.set(name, value);
    }
  }
  return `${query.path}?${search}`;
}

function apisOf(body: unknown): Set<string> {
  const { groups } = (body ?? {}) as { groups?: unknown };
  if (!Array.isArray(groups)) {
    throw unusableAnswer();
  }
  return new Set(
    groups.flatMap(({ versions }) =>
      (Array.isArray(versions) ? versions : []).flatMap(version =>
        typeof version?.groupVersion === 'string' ? [version.groupVersion] : [],
      ),
    ),
  );
}

function pageOf(body: unknown, { aggregated }: ResourceQuery): ListPage {
  const { items, metadata, kind } = (body ?? {}) as {
    items?: unknown;
    kind?: unknown;
    metadata?: { resourceVersion?: unknown; continue?: unknown };
  };
  const resourceVersion =
    metadata?.resourceVersion ?? (aggregated ? '' : undefined);
  if (
    // Go writes an empty list as null.
    !(Array.isArray(items) || items === null) ||
    typeof resourceVersion !== 'string' ||
    typeof kind !== 'string' ||
    !kind.endsWith('List')
  ) {
    throw unusableAnswer();
  }
  return {
    resourceVersion,
    ...(typeof metadata?.continue === 'string' &&
      metadata.continue && { continue: metadata.continue }),
  };
}

export async function readJson(body: Body): Promise<unknown> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for await (const piece of piecesOf(body)) {
    parts.push(decoder.decode(piece, { stream: true }));
  }
  try {
    return JSON.parse(parts.join('') + decoder.decode());
  } catch {
    throw unusableAnswer();
  }
}

async function* piecesOf(body: Body): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const piece of body) {
      size += piece.length;
      if (size > LONGEST_PAGE) {
        throw unusableAnswer();
      }
      yield piece;
    }
  } catch (error) {
    throw asClusterError(error);
  }
}

/** As much of an error's body as anybody looks at. */
export async function startOf(body: Body): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of body) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > ERROR_BODY_LIMIT) {
      break;
    }
  }
  return text;
}

export function asClusterError(error: unknown, signal?: AbortSignal): unknown {
  if (error instanceof ClusterError || signal?.aborted) {
    return error;
  }
  return networkError(error);
}
