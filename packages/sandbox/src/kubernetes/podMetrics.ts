import { createHash } from 'node:crypto';
import { labels, podAmounts } from '@slipway/model';
import { timestamp } from '../clock';
import { KubernetesObject } from './types';

/** Which part of what it asks for a service uses, by its name. */
export type Uses = Readonly<Record<string, Share>>;

export interface Share {
  cpu?: number;
  memory?: number;
}

export const MEASURED = { apiVersion: 'metrics.k8s.io/v1beta1' };

/** From one look at the nodes to the next, in seconds. */
const WINDOW = 15;

/**
 * What a pod uses, as metrics-server 0.8 tells it: no process runs here, so it is a part of what its containers ask for.
 * Undefined for what does not run, or does so for too short a time to have been measured.
 */
export function podMetrics(
  { metadata, spec, status }: KubernetesObject,
  uses: Uses,
  now: Date,
): object | undefined {
  const { name, namespace, labels: own = {} } = metadata;
  const startedAt = Date.parse(status?.startTime ?? '');
  const until = now.getTime() - (now.getTime() % (WINDOW * 1000));
  if (status?.phase !== 'Running' || !(startedAt <= until - WINDOW * 1000)) {
    return undefined;
  }
  const service = own[labels.service] ?? name;
  const share = {
    cpu: uses[service]?.cpu ?? between(0.12, 0.45, `cpu of ${service}`),
    memory: uses[service]?.memory ?? between(0.4, 0.8, `memory of ${service}`),
  };
  // The replicas of a service are not alike, and each is always the same.
  const apart = between(0.9, 1.1, name);
  return {
    // It is made when it is asked for.
    metadata: {
      name,
      namespace,
      creationTimestamp: timestamp(now),
      labels: own,
    },
    timestamp: timestamp(new Date(until)),
    window: `${WINDOW}s`,
    containers: (spec?.containers ?? []).map((container: { name: string }) => {
      const asked = podAmounts({ containers: [container] });
      const of = (resource: 'cpu' | 'memory') =>
        (asked[`requests.${resource}`] ?? 0) * share[resource] * apart;
      return {
        name: container.name,
        usage: {
          cpu: `${Math.round(of('cpu') * 1e9)}n`,
          memory: `${Math.round(of('memory') / 1024)}Ki`,
        },
      };
    }),
  };
}

/** A number that the same name always has. */
function between(least: number, most: number, name: string): number {
  const [byte] = createHash('sha256').update(name).digest();
  return least + (most - least) * (byte / 255);
}
