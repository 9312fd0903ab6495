import { Amounts, quantityIn, quotaName } from '@slipway/model';
import { Pruned, Raw, anyones } from './read';

export interface PrunedQuota extends Pruned {
  kind: 'ResourceQuota';
  hard: Amounts;
  used: Amounts;
  scoped: boolean;
}

/** Whoever made it: a quota binds everything in its namespace, and is nobody's in particular. */
export function pruneQuota(object: unknown): PrunedQuota {
  const base = anyones(object);
  const { spec = {}, status = {} } = object as Raw;
  return {
    ...base,
    kind: 'ResourceQuota',
    // Until the cluster has counted, what is allowed stands in the spec alone.
    hard: amounts(status.hard ?? spec.hard),
    used: amounts(status.used),
    scoped: Boolean(spec.scopes?.length || spec.scopeSelector),
  };
}

function amounts(of: unknown): Amounts {
  return Object.fromEntries(
    Object.entries(of ?? {}).flatMap(([name, value]) => {
      const amount = quantityIn(value);
      return amount === undefined ? [] : [[quotaName(name), amount]];
    }),
  );
}
