import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/core-plugin-api';
import type {
  CreatePlatform,
  DeploymentsResponse,
  EntityState,
  Preview,
  PreviewRequest,
} from '@slipway/plugin-slipway-common';
import type { SlipwayApi } from './SlipwayApi';

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
