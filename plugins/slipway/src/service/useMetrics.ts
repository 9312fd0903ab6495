import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { EntityMetrics } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../api';
import { SELDOM_MS, usePages } from '../hooks/usePages';

export const METRICS_DAYS = 30;

/** All of it is one page. */
export type MetricsRead = EntityMetrics & { next?: never };

/** How well an entity is delivered, kept current. */
export function useMetrics(entityRef: string) {
  const api = useApi(slipwayApiRef);
  return usePages(
    useCallback(
      async (
        _: string | undefined,
        signal: AbortSignal,
      ): Promise<MetricsRead> =>
        api.getMetrics(entityRef, METRICS_DAYS, { signal }),
      [api, entityRef],
    ),
    SELDOM_MS,
  );
}
