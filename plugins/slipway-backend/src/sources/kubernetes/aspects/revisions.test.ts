import { PrunedReplicaSet } from '../kinds/workloads';
import { revisionsOf } from './revisions';

const day = (number: number) => `2026-11-${10 + number}T10:00:00Z`;

const set = (
  name: string,
  made: number,
  revision: string | undefined,
  more: Partial<PrunedReplicaSet> = {},
): PrunedReplicaSet => ({
  kind: 'ReplicaSet',
  key: `shop/${name}`,
  resourceVersion: '1',
  namespace: 'shop',
  name,
  service: 'payments',
  environment: 'prod',
  createdAt: day(made),
  uid: `uid-${name}`,
  ...(revision && { revision }),
  image: `payments:${name}`,
  wanted: 0,
  ready: 0,
  ...more,
});

/** In short: which rollout, of what, on which day. */
const told = (
  sets: PrunedReplicaSet[],
  progressed?: { set: string; at: string },
) =>
  revisionsOf(sets, progressed ? { progressed } : {}).map(
    ({ id, number, image, at }) => {
      expect(id).toBe(`uid-${image.split(':')[1]}/${number}`);
      return [number, image.split(':')[1], at && Number(at.slice(8, 10)) - 10];
    },
  );

describe('what ReplicaSets tell of a workload’s past', () => {
  it.each<[string, PrunedReplicaSet[], unknown[]]>([
    ['nothing', [], []],
    ['the first version', [set('a', 1, '1')], [[1, 'a', 1]]],
    [
      'each version at the time at which its set was made, whatever their order',
      [set('c', 5, '10'), set('a', 1, '8'), set('b', 3, '9')],
      [
        [8, 'a', 1],
        [9, 'b', 3],
        [10, 'c', 5],
      ],
    ],
    [
      'also one that was never to have a replica',
      [set('a', 1, '1', { wanted: 0 }), set('b', 2, '2', { wanted: 0 })],
      [
        [1, 'a', 1],
        [2, 'b', 2],
      ],
    ],
    [
      'what came back, twice, without a time',
      [set('a', 1, '4', { earlier: [1] }), set('b', 2, '3', { earlier: [2] })],
      [
        [1, 'a', 1],
        [2, 'b', 2],
        [3, 'b', undefined],
        [4, 'a', undefined],
      ],
    ],
    [
      'nothing of sets that nobody counts, or that have no identity',
      [
        set('a', 1, undefined),
        set('b', 2, 'two'),
        set('c', 3, '3', { uid: undefined }),
        set('d', 4, '4', { earlier: [NaN, -1, 4] }),
      ],
      [[4, 'd', 4]],
    ],
  ])('is %s', (_, sets, expected) => {
    expect(told(sets)).toEqual(expected);
  });

  it('dates what came back by the rollout that says its name, and nothing else', () => {
    const back = [set('a', 1, '3', { earlier: [1] }), set('b', 2, '2')];
    expect(told(back, { set: 'a', at: day(6) }).at(-1)).toEqual([3, 'a', 6]);
    expect(told(back, { set: 'b', at: day(2) }).at(-1)).toEqual([
      3,
      'a',
      undefined,
    ]);
  });
});
