import type { LogPlace } from '@slipway/plugin-slipway-common';
import type { KubernetesProxy } from './kubernetesProxy';

/** How much of it is read: enough to see how it ended. */
const LINES = 60;
const BYTES = 64 * 1024;

export interface PodPlace extends LogPlace {
  cluster: string;
  namespace: string;
}

export type LogAnswer =
  | { answer: 'data'; lines: string; previous: boolean }
  | { answer: 'absent' }
  | { answer: 'gone' }
  | { answer: 'denied'; permission: string }
  | { answer: 'unreachable' };

/** Asks the cluster through the Kubernetes back end, as who looks at it; nobody in between keeps a line. */
export async function readLog(
  kubernetes: KubernetesProxy,
  place: PodPlace,
  signal: AbortSignal,
): Promise<LogAnswer> {
  const { cluster, namespace, pod, container, previous = false } = place;
  const query = new URLSearchParams({
    container,
    tailLines: `${LINES}`,
    limitBytes: `${BYTES}`,
    ...(previous && { previous: 'true' }),
  });
  let response: Response;
  try {
    response = await kubernetes.proxy({
      clusterName: cluster,
      path: `/api/v1/namespaces/${namespace}/pods/${pod}/log?${query}`,
      init: { method: 'GET', signal },
    });
  } catch (error) {
    return (error as { statusCode?: number }).statusCode === 403
      ? { answer: 'denied', permission: 'kubernetes.clusters.read' }
      : { answer: 'unreachable' };
  }
  const text = await response.text().catch(() => '');
  if (response.ok) {
    const lines = readable(text);
    return lines ? { answer: 'data', lines, previous } : { answer: 'absent' };
  }
  switch (response.status) {
    case 400:
      // The run before is forgotten, or there was none: what goes on may say as much.
      return previous
        ? readLog(kubernetes, { ...place, previous: false }, signal)
        : { answer: 'absent' };
    case 401:
    case 403:
      return {
        answer: 'denied',
        permission: saidByCluster(text)
          ? `get pods/log in ${namespace} on ${cluster}`
          : 'kubernetes.proxy',
      };
    case 404:
      return { answer: saidByCluster(text) ? 'gone' : 'unreachable' };
    default:
      return { answer: 'unreachable' };
  }
}

/** The portal refuses in words of its own. */
function saidByCluster(text: string): boolean {
  try {
    return JSON.parse(text).kind === 'Status';
  } catch {
    return false;
  }
}

/** Without the colours of terminals. */
function readable(text: string): string {
  // eslint-disable-next-line no-control-regex -- by which such a colour begins
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').trimEnd();
}
