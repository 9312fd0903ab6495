import { labels } from '@slipway/model';
import { HostedRepository } from '../gitea';
import { Cluster, KubernetesObject, typeOf } from '../kubernetes';
import { Scene, UnknownWish, Wish } from './types';

export function clusterOf(
  { platform }: Scene,
  { cluster: name }: Wish,
): Cluster {
  const names = platform.clusters.map(({ cluster }) => cluster.name);
  const found = platform.clusters.find(({ cluster }) => cluster.name === name);
  if (!found) {
    throw new UnknownWish(
      `there is no cluster '${name}'; there are ${names.join(', ')}`,
    );
  }
  return found.cluster;
}

export function repositoryOf(
  { platform }: Scene,
  { service }: Wish,
): HostedRepository {
  const found = platform.host
    .all()
    .find(({ record }) => record.name === service);
  if (!found) {
    throw new UnknownWish(`there is no repository of a service '${service}'`);
  }
  return found;
}

/** An object of a service's environment, and the cluster that has it. */
export interface Found {
  cluster: Cluster;
  object: KubernetesObject;
}

export function objectsOf(
  { platform }: Scene,
  { service, environment }: Wish,
  kind: string,
): Found[] {
  return platform.clusters.flatMap(({ cluster }) =>
    cluster.store
      .list(typeOf(kind))
      .filter(
        ({ metadata }) =>
          metadata.labels?.[labels.service] === service &&
          metadata.labels?.[labels.environment] === environment,
      )
      .map(object => ({ cluster, object })),
  );
}

/** The same, where there has to be one. */
export function someOf(scene: Scene, wish: Wish, kind: string): Found[] {
  const found = objectsOf(scene, wish, kind);
  if (found.length === 0) {
    throw new UnknownWish(
      `${wish.service} has no ${kind} in ${wish.environment}`,
    );
  }
  return found;
}

/** Writes an object with these of its annotations changed; undefined takes one away. */
export function annotate(
  { cluster, object }: Found,
  change: Record<string, string | undefined>,
): void {
  const { metadata } = object;
  const annotations = Object.fromEntries(
    Object.entries({ ...metadata.annotations, ...change }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  cluster.replace(typeOf(object.kind), object, {
    ...object,
    metadata: { ...metadata, annotations },
  });
}
