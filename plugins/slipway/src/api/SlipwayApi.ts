import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  CreatePlatform,
  DeploymentsResponse,
  EntityState,
  Preview,
  PreviewRequest,
} from '@slipway/plugin-slipway-common';

/** Reads what the portal's back end knows. No request of it goes to a cluster. */
export interface SlipwayApi {
  getDeployments(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<DeploymentsResponse>;

  /** Everything that is known of an entity in each of its environments. */
  getState(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<EntityState>;

  /** What a form that makes a service has to know. */
  getCreatePlatform(options?: {
    signal?: AbortSignal;
  }): Promise<CreatePlatform>;

  /** The files that a form's values come to. */
  preview(
    request: PreviewRequest,
    options?: { signal?: AbortSignal },
  ): Promise<Preview>;
}

export const slipwayApiRef = createApiRef<SlipwayApi>().with({
  id: 'plugin.slipway.api',
  pluginId: 'slipway',
});
