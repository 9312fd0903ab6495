import { quotaName } from '@slipway/model';
import { Outcome, World } from './types';

/** Counts what is used, under the names that the quota itself has. */
export function reconcileQuotas(world: World): Outcome {
  return {
    changes: world.list('ResourceQuota').map(quota => {
      const used = world.used(quota.metadata.namespace);
      const hard: Record<string, string> = quota.spec?.hard ?? {};
      return {
        op: 'status',
        object: {
          ...quota,
          status: {
            hard,
            used: Object.fromEntries(
              Object.keys(hard).map(name => [name, used(quotaName(name))]),
            ),
          },
        },
      };
    }),
  };
}
