import { EventFacts, WorkloadFacts } from '@slipway/plugin-slipway-common';
import { PrunedReplicaSet } from '../kinds/workloads';
import { ServiceObjects } from './ServiceObjects';

/** What the cluster says about an object: nothing of what was before it under the same name, the newest first. */
export type EventsOf = (
  kind: string,
  name: string,
  since: string,
) => EventFacts[];

/** Adds to workloads and their pods what the cluster says about them. */
export function withEvents(
  workloads: WorkloadFacts[],
  sets: PrunedReplicaSet[],
  objects: ServiceObjects,
): WorkloadFacts[] {
  const of = eventsIn(objects);
  if (!of) {
    return workloads;
  }
  const evicted = objects.of('Pod').filter(({ finished }) => finished);
  return workloads.map(workload => {
    const { kind, name, since } = workload;
    const own = new Set(
      sets.filter(({ owner }) => owner === name).map(set => set.name),
    );
    const events = [
      ...of(kind, name, since),
      ...[...own].flatMap(set => of('ReplicaSet', set, since)),
      ...evicted
        .filter(({ owner }) => owner === name || own.has(owner ?? ''))
        .flatMap(pod => of('Pod', pod.name, pod.createdAt))
        .filter(({ reason }) => reason === 'Evicted'),
    ];
    return {
      ...workload,
      ...(events.length > 0 && { events }),
      pods: workload.pods.map(pod => {
        const said = of('Pod', pod.name, pod.createdAt);
        return said.length > 0 ? { ...pod, events: said } : pod;
      }),
    };
  });
}

/** Sorted once for all objects of a service; `undefined` where nothing is said. */
export function eventsIn(objects: ServiceObjects): EventsOf | undefined {
  const byObject = new Map<string, EventFacts[]>();
  for (const { of, fact } of objects.around('Event')) {
    const key = `${of.kind}/${of.name}`;
    const same = byObject.get(key) ?? [];
    same.push(fact);
    byObject.set(key, same);
  }
  return byObject.size === 0
    ? undefined
    : (kind, name, since) =>
        (byObject.get(`${kind}/${name}`) ?? [])
          .filter(({ lastAt }) => !(Date.parse(lastAt) < Date.parse(since)))
          .sort((a, b) => Date.parse(b.lastAt) - Date.parse(a.lastAt));
}
