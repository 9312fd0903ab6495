import {
  DataFacts,
  DataStoreFacts,
  VolumeFacts,
} from '@slipway/plugin-slipway-common';
import { PrunedStore, asStore } from '../kinds/stores';
import { PrunedClaim } from '../kinds/volumes';
import { RunningObject } from '../kinds/workloads';
import { EventsOf, eventsIn } from './events';
import { ServiceObjects } from './ServiceObjects';

/** What keeps the service's data; `undefined` when nothing does. */
export function toDataFacts(objects: ServiceObjects): DataFacts | undefined {
  const stores = [
    ...objects.of('StatefulSet', 'Deployment').filter(asStore).map(storeOfPods),
    ...objects
      .of('Cluster', 'Kafka', 'KafkaTopic', 'RabbitmqCluster')
      .map(storeOf),
  ];
  const others = objects.others.map(store => ({
    ...('image' in store ? storeOfPods(store) : storeOf(store)),
    owner: store.service,
  }));
  const volumes = volumesOf(objects);
  const elsewhere = elsewhereOf(objects, stores);
  return stores.length + others.length + volumes.length + elsewhere.length > 0
    ? {
        stores: [...stores, ...others],
        volumes,
        ...(elsewhere.length > 0 && { elsewhere }),
      }
    : undefined;
}

/** What is backed up from here, and is run by nothing that is here. */
function elsewhereOf(
  objects: ServiceObjects,
  stores: DataStoreFacts[],
): string[] {
  const here = new Set(
    [...stores, ...objects.of('StatefulSet')].map(({ need }) => need),
  );
  const named = objects
    .of('CronJob')
    .filter(({ run }) => run === 'backup' || run === 'mirror')
    .flatMap(({ need }) => need ?? []);
  return [...new Set(named)].filter(need => !here.has(need)).sort();
}

function storeOfPods(
  object: RunningObject & { kind: 'StatefulSet' | 'Deployment' },
): DataStoreFacts {
  const { kind, name, need, createdAt, wanted, ready } = object;
  return {
    need: need ?? name,
    by: kind,
    object: name,
    createdAt,
    wanted,
    ready,
  };
}

function storeOf({
  kind,
  name,
  need,
  createdAt,
  wanted,
  ready,
  incomplete,
  available,
  reason,
  phase,
  primary,
  primarySince,
  fenced,
}: PrunedStore): DataStoreFacts {
  return {
    need: need ?? name,
    by: kind,
    object: name,
    createdAt,
    ...(wanted !== undefined && { wanted }),
    ...(ready !== undefined && { ready }),
    ...(incomplete && { incomplete }),
    ...(available !== undefined && { available }),
    ...(reason && { reason }),
    ...(phase && { phase }),
    ...(primary && { primary }),
    ...(primarySince && { primarySince }),
    ...(fenced && { fenced }),
  };
}

function volumesOf(objects: ServiceObjects): VolumeFacts[] {
  const events = eventsIn(objects);
  const takers = objects.of('StatefulSet', 'Deployment', 'Rollout');
  const makers = new Set(
    objects
      .of('Cluster', 'Kafka', 'KafkaTopic', 'RabbitmqCluster')
      .filter(({ kind }) => kind !== 'KafkaTopic')
      .map(({ name }) => name),
  );
  return objects.around('PersistentVolumeClaim').flatMap(claim => {
    const taker = takers.find(one => takes(one, claim.name));
    const maker = makers.has(claim.maker ?? '') ? claim.maker : undefined;
    const of = taker?.name ?? maker;
    return of ? [volumeOf(claim, of, taker, events)] : [];
  });
}

/** One that a StatefulSet makes is called after it, with a number at the end. */
function takes({ claims, claimed }: RunningObject, name: string): boolean {
  return (
    (claims?.includes(name) ?? false) ||
    (claimed ?? []).some(
      begin => name.startsWith(begin) && /^\d+$/.test(name.slice(begin.length)),
    )
  );
}

function volumeOf(
  { name, state, createdAt, bytes, storageClass }: PrunedClaim,
  of: string,
  taker: RunningObject | undefined,
  events: EventsOf | undefined,
): VolumeFacts {
  const said = events?.('PersistentVolumeClaim', name, createdAt) ?? [];
  return {
    name,
    state,
    createdAt,
    ...(bytes !== undefined && { bytes }),
    ...(storageClass && { storageClass }),
    of,
    ...(taker?.total === 0 && { unused: true }),
    ...(said.length > 0 && { events: said }),
  };
}
