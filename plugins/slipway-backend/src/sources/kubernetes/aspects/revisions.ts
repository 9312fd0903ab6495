import { RevisionFacts } from '@slipway/plugin-slipway-common';
import { PrunedReplicaSet, RunningObject } from '../kinds/workloads';

/**
 * Every rollout that a workload's ReplicaSets tell of, oldest first. A ReplicaSet knows when it was made, which was its
 * first rollout; of what came back only the last is dated, by the condition that names it.
 */
export function revisionsOf(
  sets: PrunedReplicaSet[],
  { progressed }: Pick<RunningObject, 'progressed'>,
): RevisionFacts[] {
  const all = sets
    .filter(({ uid }) => uid !== undefined)
    .flatMap(set =>
      numbersOf(set).map((number, index) => ({
        set,
        number,
        at: index === 0 ? set.createdAt : '',
      })),
    )
    .sort((a, b) => a.number - b.number);
  return all.map(({ set, number, at }, index) => {
    const isLast = index === all.length - 1;
    const when =
      at || (isLast && progressed?.set === set.name ? progressed.at : '');
    return {
      id: `${set.uid}/${number}`,
      number,
      image: set.image,
      ...(when && { at: when }),
    };
  });
}

function numbersOf({ revision, earlier = [] }: PrunedReplicaSet): number[] {
  return [...new Set([...earlier, Number(revision)])]
    .filter(number => Number.isInteger(number) && number > 0)
    .sort((a, b) => a - b);
}
