import type { HistoryEvent } from '@slipway/plugin-slipway-common';

let ids = 0;

/** Something that happened so many hours ago. */
export function happened(
  hoursAgo: number,
  kind: HistoryEvent['kind'],
  more: Partial<HistoryEvent> = {},
): HistoryEvent {
  ids += 1;
  return {
    id: ids,
    at: new Date(Date.now() - hoursAgo * 3600_000).toISOString(),
    environment: 'prod',
    cluster: 'eu-1',
    aspect: 'deployments',
    kind,
    ...more,
  };
}

export const deploy = (
  hoursAgo: number,
  before: string | undefined,
  after: string,
  more: Partial<HistoryEvent> = {},
) =>
  happened(hoursAgo, 'version', {
    workload: 'api',
    ...(before && { before: { version: before } }),
    after: { version: after },
    ...more,
  });

export const verdict = (
  hoursAgo: number,
  state: string,
  reasons: string[] = [],
  more: Partial<HistoryEvent> = {},
) => happened(hoursAgo, 'verdict', { after: { state, reasons }, ...more });
