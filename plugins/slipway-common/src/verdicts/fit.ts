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
  return resources
    .flatMap(({ resource, quota, used, limit }) => {
      const amount = asked[resource] ?? 0;
      const left = Math.max(0, limit - used);
      return amount > left * (1 + 1e-9)
        ? [{ resource, quota, asked: amount, left, limit }]
        : [];
    })
    .sort((a, b) => a.left / a.asked - b.left / b.asked);
}
