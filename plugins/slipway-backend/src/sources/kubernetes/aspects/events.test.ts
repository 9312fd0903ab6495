import { serviceObjects } from '../../../__testUtils__/objects';
import { event } from '../../../__testUtils__/operators';
import { whose } from '../../../__testUtils__/whose';
import { PrunedObject } from '../kinds';
import { pruneEvent } from '../kinds/events';
import { prunePod, pruneReplicaSet, pruneWorkload } from '../kinds/workloads';
import { toRuntimeFacts } from './deployments';
import { ServiceObjects } from './ServiceObjects';

const stamp = (object: any, changes: object = {}) => ({
  ...object,
  metadata: {
    creationTimestamp: '2026-11-20T10:00:00Z',
    resourceVersion: '1',
    ...object.metadata,
    ...changes,
  },
});

const { deployment, replicaSet, pods } = serviceObjects();
const objects: PrunedObject[] = [
  pruneWorkload('Deployment')(stamp(deployment), whose)!,
  pruneReplicaSet(stamp(replicaSet), whose)!,
  ...pods.map(pod => prunePod(stamp(pod), whose)!),
];

const factsWith = (events: object[], more: PrunedObject[] = []) =>
  toRuntimeFacts(
    new ServiceObjects(
      [...objects, ...more],
      events.map(one => pruneEvent(stamp(one))!),
    ),
  )!.workloads[0];

const probe = 'Readiness probe failed:';

describe('what the cluster warns of', () => {
  it('is said of the pod that it is about', () => {
    const { pods: told, events } = factsWith([event('Unhealthy', probe)]);
    expect(told.map(pod => pod.events?.map(({ about }) => about))).toEqual([
      ['readiness'],
      undefined,
    ]);
    expect(events).toBeUndefined();
  });

  it('is said of a workload, where it is about what makes its pods', () => {
    const of = { kind: 'ReplicaSet', name: replicaSet.metadata.name };
    const refused = event('FailedCreate', 'exceeded quota: quota', of);
    expect(factsWith([refused]).events).toMatchObject([
      { reason: 'FailedCreate', about: 'quota' },
    ]);
  });

  it('is said of a workload, where it lost a pod', () => {
    const evicted = prunePod(
      stamp(
        { ...pods[0], status: { phase: 'Failed', reason: 'Evicted' } },
        { name: 'lost' },
      ),
      whose,
    )!;
    const of = { kind: 'Pod', name: 'lost' };
    const said = event('Evicted', 'The node was low on resource: memory.', of);
    expect(factsWith([said], [evicted]).events).toMatchObject([
      { reason: 'Evicted', about: 'memory' },
    ]);
  });

  it('is nothing of what had the same name before', () => {
    const lastTimestamp = '2026-11-20T09:59:00Z';
    const earlier = { ...event('Unhealthy', probe), lastTimestamp };
    expect(factsWith([earlier]).pods[0].events).toBeUndefined();
  });
});
