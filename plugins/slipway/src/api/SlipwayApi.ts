import { createApiRef } from '@backstage/frontend-plugin-api';
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

/** Which part of a list, and of which services. */
export type ListQuery = Omit<FleetQuery, 'sort'>;

/** Reads what the portal's back end knows; no request of it goes to a cluster but to act on what is there. */
export interface SlipwayApi {
  /** Everything that is known of an entity in each of its environments; the same object as before where nothing changed. */
  getState(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<EntityState>;

  /** Has something done in an environment, where the portal does so and who asks may. */
  act(
    entityRef: string,
    action: DeliveryAction,
    environment: string,
  ): Promise<DeliveryActionResult>;

  /** What happened to an entity, newest first. */
  getHistory(
    entityRef: string,
    query: { kinds?: HistoryKind[]; limit?: number; cursor?: string },
    options?: { signal?: AbortSignal },
  ): Promise<HistoryPage>;

  /** How well an entity was delivered in the last so many days. */
  getMetrics(
    entityRef: string,
    days: number,
    options?: { signal?: AbortSignal },
  ): Promise<EntityMetrics>;

  /** Services with what is known of each environment, as far as who asks may read. */
  getFleet(
    query: FleetQuery,
    options?: { signal?: AbortSignal },
  ): Promise<FleetPage>;

  /** What the namespaces of services allow, the fullest first. */
  getQuotas(
    query: ListQuery,
    options?: { signal?: AbortSignal },
  ): Promise<QuotasPage>;

  /** Backups against their objectives, the one that is longest ago first. */
  getBackups(
    query: ListQuery,
    options?: { signal?: AbortSignal },
  ): Promise<BackupsPage>;

  /** What ends, or comes too late; what ends first before the rest. */
  getDue(query: DueQuery, options?: { signal?: AbortSignal }): Promise<DuePage>;

  /** How well everything is read that the portal knows of services. */
  getSources(options?: {
    signal?: AbortSignal;
  }): Promise<{ sources: SourceHealth[] }>;

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
