import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ClusterClient, ClusterError, ListPage, ResourceQuery } from './client';
import { linesOf } from './lines';
import { ListItems } from './listItems';
import { answerError, networkError, unusableAnswer } from './problems';

/** What an error's body is read for lies at its start. */
const ERROR_BODY_LIMIT = 10_000;
const LONGEST_PAGE = 128 * 1024 * 1024;

export interface ClusterDirectory {
  /** Names of the clusters that the portal's Kubernetes back end knows. */
  clusters(signal: AbortSignal): Promise<string[]>;
  client(cluster: string): ClusterClient;
}

/**
 * Clusters through the portal's own Kubernetes back end, whatever its locators and credentials are. The plugin
 * asks as itself; who may see the outcome is decided where it is read.
 */
export class ProxyClusterDirectory implements ClusterDirectory {
  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  async clusters(signal: AbortSignal): Promise<string[]> {
    const response = await this.request('/clusters', {}, signal);
    const body = await readJson(response);
    const items = (body as { items?: unknown }).items;
    if (!Array.isArray(items)) {
      throw unusableAnswer();
    }
    return items.flatMap(item =>
      typeof item?.name === 'string' ? [item.name] : [],
    );
  }

  /** Changes what is named of one object, and leaves the rest of it as it is; `false`: it is not there. */
  async patch(
    cluster: string,
    path: string,
    change: object,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const response = await this.request(
        `/proxy${path}`,
        {
          'Backstage-Kubernetes-Cluster': cluster,
          'content-type': 'application/merge-patch+json',
        },
        signal,
        { method: 'PATCH', body: JSON.stringify(change) },
      );
      await response.body?.cancel();
      return true;
    } catch (error) {
      if (error instanceof ClusterError && error.problem === 'absent') {
        return false;
      }
      throw error;
    }
  }

  client(cluster: string): ClusterClient {
    const get = (path: string, signal: AbortSignal) =>
      this.request(
        `/proxy${path}`,
        { 'Backstage-Kubernetes-Cluster': cluster },
        signal,
      );
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
        const response = await get(
          address(query, {
            limit: String(options.limit),
            continue: options.continue,
          }),
          options.signal,
        );
        const items = new ListItems(options.onItem);
        for await (const piece of piecesOf(response)) {
          items.take(piece);
        }
        return pageOf(items.end());
      },
      async *watch(query, options) {
        const response = await get(
          address(query, {
            watch: 'true',
            allowWatchBookmarks: 'true',
            resourceVersion: options.resourceVersion,
            timeoutSeconds: String(options.timeoutSeconds),
          }),
          options.signal,
        );
        if (!response.body) {
          throw unusableAnswer();
        }
        try {
          yield* linesOf(response.body);
        } catch (error) {
          throw asClusterError(error, options.signal);
        }
      },
    };
  }

  private async request(
    path: string,
    headers: Record<string, string>,
    signal: AbortSignal,
    wish: { method?: string; body?: string } = {},
  ): Promise<Response> {
    let response: Response;
    try {
      const baseUrl = await this.options.discovery.getBaseUrl('kubernetes');
      const { token } = await this.options.auth.getPluginRequestToken({
        onBehalfOf: await this.options.auth.getOwnServiceCredentials(),
        targetPluginId: 'kubernetes',
      });
      response = await fetch(`${baseUrl}${path}`, {
        ...wish,
        headers: {
          ...headers,
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          // Compressed, a watch's events would wait in the host's buffer and never arrive.
          'accept-encoding': 'identity',
        },
        redirect: 'manual',
        signal,
      });
    } catch (error) {
      throw asClusterError(error, signal);
    }
    if (response.status !== 200) {
      const body = await startOf(response).catch(() => '');
      throw answerError(
        response.status,
        body,
        response.headers.get('retry-after') ?? undefined,
      );
    }
    return response;
  }
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

function pageOf(body: unknown): ListPage {
  const { items, metadata, kind } = (body ?? {}) as {
    items?: unknown;
    kind?: unknown;
    metadata?: { resourceVersion?: unknown; continue?: unknown };
  };
  const resourceVersion = metadata?.resourceVersion;
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

async function readJson(response: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for await (const piece of piecesOf(response)) {
    parts.push(decoder.decode(piece, { stream: true }));
  }
  try {
    return JSON.parse(parts.join('') + decoder.decode());
  } catch {
    throw unusableAnswer();
  }
}

async function* piecesOf(response: Response): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const piece of response.body ?? []) {
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

async function startOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > ERROR_BODY_LIMIT) {
      break;
    }
  }
  return text;
}

function asClusterError(error: unknown, signal?: AbortSignal): unknown {
  if (error instanceof ClusterError || signal?.aborted) {
    return error;
  }
  return networkError(error);
}
