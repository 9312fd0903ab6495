import { UseFacts, Used, settledUse } from '@slipway/plugin-slipway-common';
import { added, times } from '@slipway/model';
import { ownerOf } from '../kinds/use';
import { takenByEach, toNamespaceFacts } from './quota';
import { ServiceObjects } from './ServiceObjects';

/** What pods use where a quota says what they may; `undefined` where none does, or nothing measures it. */
export function toUseFacts(objects: ServiceObjects): UseFacts | undefined {
  const [use] = objects.around('PodMetrics');
  if (!use || objects.around('ResourceQuota').length === 0) {
    return undefined;
  }
  const workloads = objects.of('Deployment', 'StatefulSet', 'Rollout');
  const own = workloads[0] && use.of.get(ownerOf(workloads[0]));
  const pods = workloads.reduce((sum, { total }) => sum + total, 0);
  return {
    all: rounded(use.all),
    // One that is not measured yet would make what is asked look too large.
    ...(own?.pods === pods && {
      own: {
        used: rounded(own.used),
        asked: added(
          workloads.map(one => times(takenByEach(one, objects), one.total)),
        ),
      },
    }),
  };
}

/** As it was told before, unless somebody would see it move. */
export function toSettledUse(
  told: UseFacts,
  now: UseFacts,
  objects: ServiceObjects,
): UseFacts {
  const { quotas = [] } =
    toNamespaceFacts(objects.around('ResourceQuota')) ?? {};
  return settledUse(told, now, quotas);
}

/** To a thousandth of a core and a byte: the rest is what sums of fractions leave. */
function rounded({ cpu, memory }: Used): Used {
  return { cpu: Math.round(cpu * 1e3) / 1e3, memory: Math.round(memory) };
}
