import {
  Amounts,
  ContainerDefaults,
  quantityIn,
  quotaName,
} from '@slipway/model';
import { Pruned, Raw, anyones, array } from './read';

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

/** What containers get in a namespace that do not say how much they want. */
export interface PrunedLimits extends Pruned {
  kind: 'LimitRange';
  defaults: { [K in keyof ContainerDefaults]: Record<string, string> };
}

export function pruneLimits(object: unknown): PrunedLimits {
  const base = anyones(object);
  const { spec = {} } = object as Raw;
  const said = array(spec.limits).filter(one => one?.type === 'Container');
  return {
    ...base,
    kind: 'LimitRange',
    defaults: {
      requests: quantities(said.map(one => one.defaultRequest)),
      limits: quantities(said.map(one => one.default)),
    },
  };
}

/** As they are written; where several say it, the first has the word. */
export function quantities(all: unknown[]): Record<string, string> {
  return Object.fromEntries(
    all
      .flatMap(one => Object.entries(one ?? {}))
      .filter(([, value]) => quantityIn(value) !== undefined)
      .map(([name, value]) => [name, String(value)])
      .reverse(),
  );
}

function amounts(of: unknown): Amounts {
  return Object.fromEntries(
    Object.entries(of ?? {}).flatMap(([name, value]) => {
      const amount = quantityIn(value);
      return amount === undefined ? [] : [[quotaName(name), amount]];
    }),
  );
}
