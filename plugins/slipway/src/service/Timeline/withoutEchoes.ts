import type { HistoryEvent } from '@slipway/plugin-slipway-common';

const TOGETHER_MS = 2 * 60_000;
const API = 'argocd/';

/**
 * What an Argo CD's API and the cluster that its Applications lie in both tell happened once. The verdict of each is
 * kept, since one of them may be away; here the cluster's is told.
 */
export function withoutEchoes(events: readonly HistoryEvent[]): HistoryEvent[] {
  const told = events.filter(
    ({ aspect, kind, cluster }) =>
      aspect === 'delivery' && kind === 'verdict' && !cluster.startsWith(API),
  );
  const isEcho = (event: HistoryEvent) =>
    event.aspect === 'delivery' &&
    event.kind === 'verdict' &&
    event.cluster.startsWith(API) &&
    told.some(
      other =>
        other.environment === event.environment &&
        Math.abs(Date.parse(other.at) - Date.parse(event.at)) <= TOGETHER_MS &&
        JSON.stringify(other.after) === JSON.stringify(event.after),
    );
  return events.filter(event => !isEcho(event));
}
