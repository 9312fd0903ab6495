import type { Amounts } from '@slipway/model';
import type { QuotaResource } from '../states';

/** A resource of which a namespace has less left than somebody asks for. */
export interface Shortage {
  resource: string;
  quota: string;
  asked: number;
  left: number;
  limit: number;
}

/** What keeps something new from fitting into a namespace, the worst first; nothing when it fits. */
export function shortagesOf(
  asked: Amounts,
  resources: readonly QuotaResource[],
): Shortage[] {
  return countedOf(asked, resources)
    .filter(one => one.asked > one.left * (1 + 1e-9))
    .sort((a, b) => a.left / a.asked - b.left / b.asked);
}

/** What a namespace will have least of once something new is in it, and how much that is; nothing where none of it is counted. */
export function scarcestAfter(
  asked: Amounts,
  resources: readonly QuotaResource[],
): { resource: string; left: number } | undefined {
  const [scarcest] = countedOf(asked, resources)
    .map(({ resource, left, limit, asked: amount }) => {
      const after = Math.max(0, left - amount);
      return { resource, left: after, share: after / limit };
    })
    .sort((a, b) => a.share - b.share);
  return scarcest && { resource: scarcest.resource, left: scarcest.left };
}

/** Which quotas count what is asked for. */
function countedOf(
  asked: Amounts,
  resources: readonly QuotaResource[],
): Shortage[] {
  return resources
    .filter(({ resource }) => asked[resource])
    .map(({ resource, quota, used, limit }) => ({
      resource,
      quota,
      asked: asked[resource],
      left: Math.max(0, limit - used),
      limit,
    }));
}
