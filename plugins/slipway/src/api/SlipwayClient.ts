import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/core-plugin-api';
import type {
  BackupsPage,
  CreatePlatform,
  DeploymentsResponse,
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

export class SlipwayClient implements SlipwayApi {
  private constructor(private readonly fetchApi: FetchApi) {}

  static create(options: { fetchApi: FetchApi }): SlipwayClient {
    return new SlipwayClient(options.fetchApi);
  }

  async getDeployments(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<DeploymentsResponse> {
    return this.read(entityRef, 'deployments', options);
  }

  async getState(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<EntityState> {
    return this.read(entityRef, 'state', options);
  }

  async getHistory(
    entityRef: string,
    query: { kinds?: HistoryKind[]; limit?: number; cursor?: string },
    options?: { signal?: AbortSignal },
  ): Promise<HistoryPage> {
    return this.read(entityRef, `history${searchOf(query)}`, options);
  }

  async getMetrics(
    entityRef: string,
    days: number,
    options?: { signal?: AbortSignal },
  ): Promise<EntityMetrics> {
    return this.read(entityRef, `metrics?days=${days}`, options);
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
    return this.call('create/preview', {
      signal: options?.signal,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  }

  /** The browser keeps the ETag: an unchanged document costs a 304. */
  private read(entityRef: string, what: string, options?: RequestInit) {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    return this.call(`entities/${path}/${what}`, options);
  }

  private async call(path: string, init: RequestInit = {}): Promise<any> {
    const { signal, ...rest } = init;
    const response = await this.fetchApi.fetch(`plugin://slipway/v1/${path}`, {
      signal,
      ...rest,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
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
