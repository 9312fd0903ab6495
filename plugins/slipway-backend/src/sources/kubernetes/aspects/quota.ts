import { Amounts, ContainerDefaults, podAmounts } from '@slipway/model';
import {
  GrowthFacts,
  NamespaceFacts,
  QuotaFacts,
} from '@slipway/plugin-slipway-common';
import { PrunedQuota, quantities } from '../kinds/quota';
import { RunningObject } from '../kinds/workloads';
import { ServiceObjects } from './ServiceObjects';

/** What a namespace allows; `undefined` when it has no quota. */
export function toNamespaceFacts(
  quotas: readonly PrunedQuota[],
): NamespaceFacts | undefined {
  return quotas.length > 0
    ? {
        quotas: quotas.map(({ name, hard, used, scoped }) => ({
          name,
          hard,
          used,
          ...(scoped && { scoped }),
        })),
      }
    : undefined;
}

/** What the service may still become in it. */
export function toQuotaFacts(objects: ServiceObjects): QuotaFacts | undefined {
  const namespace = toNamespaceFacts(objects.around('ResourceQuota'));
  const workloads = objects.of('Deployment', 'StatefulSet', 'Rollout');
  return namespace && workloads.length > 0
    ? {
        ...namespace,
        workloads: workloads.map(one => growth(one, objects)),
      }
    : undefined;
}

function growth(workload: RunningObject, objects: ServiceObjects): GrowthFacts {
  const { name, total, wanted } = workload;
  const scalers = objects
    .of('HorizontalPodAutoscaler', 'ScaledObject')
    .filter(({ target }) => target === name);
  return {
    name,
    running: total,
    wanted,
    most: Math.max(wanted, ...scalers.map(({ max }) => max)),
    each: takenByEach(workload, objects),
  };
}

/** What one more of its pods takes, with what the namespace gives to containers that do not say it. */
export function takenByEach(
  { each, sizes }: RunningObject,
  objects: ServiceObjects,
): Amounts {
  return { ...each, ...podAmounts(sizes, defaultsIn(objects)) };
}

/** What the namespace's LimitRanges give to containers that do not say what they want. */
function defaultsIn(objects: ServiceObjects): ContainerDefaults {
  const all = objects.around('LimitRange').map(({ defaults }) => defaults);
  return {
    requests: quantities(all.map(({ requests }) => requests)),
    limits: quantities(all.map(({ limits }) => limits)),
  };
}
