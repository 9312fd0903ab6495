import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/core-plugin-api';
import type {
  BackupsPage,
  CreatePlatform,
  DeliveryAction,
  DeliveryActionResult,
  DuePage,
  DueQuery,
  EntityMetrics,
  EntityState,
  FleetPage,
  FleetQuery,
  HistoryKind,
  HistoryPage,
  Preview,
  PreviewRequest,
  QuotasPage,
  SourceHealth,
} from '@slipway/plugin-slipway-common';
import type { ListQuery, SlipwayApi } from './SlipwayApi';

/** A document that is read again and again: nothing new is then told in a few bytes, and seen by its identity. */
interface Known {
  etag: string;
  document: unknown;
}

const MOST_KNOWN = 20;

export class SlipwayClient implements SlipwayApi {
  private readonly known = new Map<string, Known>();

  private constructor(private readonly fetchApi: FetchApi) {}

  static create(options: { fetchApi: FetchApi }): SlipwayClient {
    return new SlipwayClient(options.fetchApi);
  }

  async getState(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<EntityState> {
    return this.call(pathOf(entityRef, 'state'), options, true);
  }

  async act(
    entityRef: string,
    action: DeliveryAction,
    environment: string,
  ): Promise<DeliveryActionResult> {
    return this.post(pathOf(entityRef, action), { environment });
  }

  async getHistory(
    entityRef: string,
    query: { kinds?: HistoryKind[]; limit?: number; cursor?: string },
    options?: { signal?: AbortSignal },
  ): Promise<HistoryPage> {
    return this.call(pathOf(entityRef, `history${searchOf(query)}`), options);
  }

  async getMetrics(
    entityRef: string,
    days: number,
    options?: { signal?: AbortSignal },
  ): Promise<EntityMetrics> {
    return this.call(pathOf(entityRef, `metrics?days=${days}`), options);
  }

  async getFleet(
    query: FleetQuery,
    options?: { signal?: AbortSignal },
  ): Promise<FleetPage> {
    return this.call(`fleet${searchOf(query)}`, options);
  }

  async getQuotas(
    query: ListQuery,
    options?: { signal?: AbortSignal },
  ): Promise<QuotasPage> {
    return this.call(`quotas${searchOf(query)}`, options);
  }

  async getBackups(
    query: ListQuery,
    options?: { signal?: AbortSignal },
  ): Promise<BackupsPage> {
    return this.call(`backups${searchOf(query)}`, options);
  }

  async getDue(
    query: DueQuery,
    options?: { signal?: AbortSignal },
  ): Promise<DuePage> {
    return this.call(`due${searchOf(query)}`, options);
  }

  async getSources(options?: {
    signal?: AbortSignal;
  }): Promise<{ sources: SourceHealth[] }> {
    return this.call('sources', options);
  }

  async getCreatePlatform(options?: {
    signal?: AbortSignal;
  }): Promise<CreatePlatform> {
    return this.call('create/platform', options);
  }

  async preview(
    request: PreviewRequest,
    options?: { signal?: AbortSignal },
  ): Promise<Preview> {
    return this.post('create/preview', request, options?.signal);
  }

  private post(path: string, body: object, signal?: AbortSignal): Promise<any> {
    return this.call(path, {
      signal,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  private async call(
    path: string,
    init: RequestInit = {},
    remember = false,
  ): Promise<any> {
    const { signal, ...rest } = init;
    const known = remember ? this.known.get(path) : undefined;
    const response = await this.fetchApi.fetch(`plugin://slipway/v1/${path}`, {
      signal,
      ...(known && { headers: { 'if-none-match': known.etag } }),
      ...rest,
    });
    if (response.status === 304 && known) {
      return known.document;
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const document = await response.json();
    const etag = response.headers.get('etag');
    if (remember && etag) {
      this.remember(path, { etag, document });
    }
    return document;
  }

  /** Of the documents that were read last: who looks around does not come back to all of them. */
  private remember(path: string, known: Known): void {
    this.known.delete(path);
    this.known.set(path, known);
    if (this.known.size > MOST_KNOWN) {
      this.known.delete(this.known.keys().next().value!);
    }
  }
}

function pathOf(entityRef: string, what: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = [kind, namespace, name].map(encodeURIComponent).join('/');
  return `entities/${path}/${what}`;
}

/** Lists name a value once for each. */
function searchOf(query: object): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) {
        params.append(name, String(one));
      }
    }
  }
  return params.size > 0 ? `?${params}` : '';
}
