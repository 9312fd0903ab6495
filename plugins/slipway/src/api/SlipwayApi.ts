import { createApiRef } from '@backstage/frontend-plugin-api';
import type { DeploymentsResponse } from '@slipway/plugin-slipway-common';

/** Reads what the portal's back end knows. No request of it goes to a cluster. */
export interface SlipwayApi {
  getDeployments(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<DeploymentsResponse>;
}

export const slipwayApiRef = createApiRef<SlipwayApi>().with({
  id: 'plugin.slipway.api',
  pluginId: 'slipway',
});
