import { added, parseQuantity } from '@slipway/model';
import type { Finding } from '@slipway/model';
import { at, isPlain } from '../../kubernetes';
import type { KubernetesObject } from '../../kubernetes';
import { error } from '../objects';
import { demandsIn } from './demand';
import type { Demand } from './demand';

/** What a namespace asks for when everything is at its largest at once, against what its quota has. */
export function quotaFindings(objects: KubernetesObject[]): Finding[] {
  return objects
    .filter(({ kind }) => kind === 'ResourceQuota')
    .flatMap(quota => {
      const { namespace } = quota.metadata;
      const demands = demandsIn(
        objects.filter(({ metadata }) => metadata.namespace === namespace),
      );
      const hard = at(quota, 'spec', 'hard');
      return Object.entries(isPlain(hard) ? hard : {}).flatMap(
        ([resource, value]) =>
          overdrawn(String(namespace ?? ''), resource, String(value), demands),
      );
    });
}

/** `cpu` and `memory` are short for requests of them. */
const short = ['cpu', 'memory', 'ephemeral-storage'];

function overdrawn(
  namespace: string,
  resource: string,
  value: string,
  demands: readonly Demand[],
): Finding[] {
  const name = short.includes(resource) ? `requests.${resource}` : resource;
  const most = parseQuantity(value);
  const sum = added(demands.map(({ amounts }) => amounts))[name] ?? 0;
  if (most === undefined || sum <= most * (1 + 1e-9)) {
    return [];
  }
  const parts = demands
    .filter(({ amounts }) => amounts[name])
    .sort((a, b) => b.amounts[name] - a.amounts[name])
    .map(
      demand =>
        `${demand.name} ${inWords(name, demand.amounts[name])} (${
          demand.count
        })`,
    );
  return [
    error(
      `quota.${name}`,
      `at its largest '${namespace}' asks for ${inWords(
        name,
        sum,
      )} of ${name}, and its quota has ${inWords(name, most)}: ${parts.join(
        ', ',
      )}`,
      'Raise the quota, or lower the replicas, the bounds of scaling or what a pod asks for',
    ),
  ];
}

/** Amounts as people write them. */
function inWords(name: string, amount: number): string {
  const rounded = (value: number) => String(Number(value.toFixed(2)));
  if (/memory|storage/.test(name)) {
    return amount >= 1024 ** 3
      ? `${rounded(amount / 1024 ** 3)}Gi`
      : `${rounded(amount / 1024 ** 2)}Mi`;
  }
  return rounded(amount);
}
