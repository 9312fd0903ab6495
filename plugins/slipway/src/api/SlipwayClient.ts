import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/core-plugin-api';
import type { DeploymentsResponse } from '@slipway/plugin-slipway-common';
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
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    // The browser keeps the ETag: an unchanged document costs a 304.
    const response = await this.fetchApi.fetch(
      `plugin://slipway/v1/entities/${path}/deployments`,
      { signal: options?.signal },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
