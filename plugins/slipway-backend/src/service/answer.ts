import { EnvironmentTarget } from '@slipway/model';
import {
  AnyState,
  Answer,
  Aspect,
  SourceHealth,
  StateOf,
} from '@slipway/plugin-slipway-common';
import { DIRECTORY, clusterSource, placeOf } from '../sources/ids';
import { Revisioned, StateDocument } from '../store';

/** What the store has on a question, read at once. */
export interface Known {
  /** All that is known of the service. */
  documents: Revisioned<StateDocument>[];
  health: ({ id: string } & Revisioned<SourceHealth | undefined>)[];
  /** What the entity itself names, beside what its clusters do. */
  names?: readonly Aspect[];
}

/** One of four answers about one aspect of a service, and how old it is. */
export function answerFor<A extends Aspect>(
  aspect: A,
  target: EnvironmentTarget,
  known: Known,
): Answer<StateOf[A]> {
  const document = documentFor(aspect, target, known)?.value;
  const status = statusOf(aspect, target, known, document);
  if (status.state === 'ok') {
    const at = latest(document?.at, status.heardAt) ?? status.since;
    return document?.state
      ? { answer: 'data', value: document.state, at }
      : { answer: 'absent', at };
  }
  const lastKnown = document?.state && {
    lastKnown: {
      value: document.state,
      at: latest(document.at, status.heardAt)!,
    },
  };
  if (status.state === 'denied') {
    return {
      answer: 'denied',
      since: status.since,
      permission: status.permission ?? `read cluster ${target.cluster}`,
      ...lastKnown,
    };
  }
  return {
    answer: 'unreachable',
    since: status.since,
    reason: status.reason ?? 'not read yet',
    ...(status.nextTry && { nextTry: status.nextTry }),
    ...(status.state === 'starting' && { starting: true }),
    ...lastKnown,
  };
}

/** The documents that an environment's answers are made of. */
export function documentsAt(
  target: EnvironmentTarget,
  { documents }: Known,
): Revisioned<StateDocument>[] {
  return documents.filter(({ value }) => isAt(value, target));
}

/** The sources that an aspect of an environment may come from. */
export function sourcesFor(
  aspect: Aspect,
  { cluster, namespace }: EnvironmentTarget,
  { documents, health }: Known,
): string[] {
  const own = documents
    .filter(({ value }) => value.aspect === aspect)
    .map(({ value }) => value.source);
  const { delivering, vaults, hosts, byNamespace } = sourcesIn(health);
  const places: { [A in Aspect]?: string[] } = {
    delivery: delivering,
    vault: [...vaults, clusterSource(cluster, 'secrets')],
    commits: [...hosts, clusterSource(cluster)],
  };
  return [
    DIRECTORY,
    ...own,
    ...(places[aspect] ?? [clusterSource(cluster, aspect)]),
    // Any of them may begin to be told for a namespace by itself.
    ...(byNamespace.get(`${cluster}/${namespace}`) ?? []),
  ];
}

/** What the answer about an aspect is made of. */
export function documentFor<A extends Aspect>(
  aspect: A,
  target: EnvironmentTarget,
  known: Known,
): Revisioned<StateDocument<A>> | undefined {
  const found = documentsAt(target, known).filter(
    ({ value }) => value.aspect === aspect,
  ) as Revisioned<StateDocument<A>>[];
  // What moved from one cluster to another is still known from the first. What two sources tell is told by the one that
  // can be read, else always by the same.
  const { byId } = sourcesIn(known.health);
  const rank = ({ value }: (typeof found)[number]) =>
    [
      value.state ? 0 : 1,
      byId.get(value.source)?.state === 'ok' ? 0 : 1,
      value.source,
    ].join(' ');
  return found.length > 1
    ? found.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0]
    : found.at(0);
}

/**
 * A namespace is nobody's in particular. What delivers a service may live in another cluster than what it delivers,
 * beside other services' deliveries, in a namespace of its own; everything else is where the service is.
 */
function isAt(
  { aspect, subject }: StateDocument,
  target: EnvironmentTarget,
): boolean {
  const there =
    subject.cluster === target.cluster &&
    subject.namespace === target.namespace;
  switch (aspect) {
    case 'namespace':
      return there;
    case 'delivery':
      return subject.environment === target.name;
    default:
      return there && subject.environment === target.name;
  }
}

type Status = Omit<SourceHealth, 'id'>;

interface Sources {
  byId: Map<string, SourceHealth | undefined>;
  /** Of what delivers, in every cluster. */
  deliveries: SourceHealth[];
  delivering: string[];
  vaults: string[];
  hosts: string[];
  /** Those of one namespace of a cluster alone. */
  byNamespace: Map<string, string[]>;
}

const sources = new WeakMap<Known['health'], Sources>();

/** Looked up for every aspect of every environment, by thousands where it is about a whole fleet. */
function sourcesIn(health: Known['health']): Sources {
  const known = sources.get(health) ?? sorted(health);
  sources.set(health, known);
  return known;
}

function sorted(health: Known['health']): Sources {
  const ids = health.map(({ id }) => id);
  const byId = new Map(health.map(({ id, value }) => [id, value]));
  const delivering = ids.filter(id => id.endsWith('/delivery') && isWhole(id));
  const byNamespace = new Map<string, string[]>();
  for (const id of ids) {
    const { cluster, namespace } = placeOf(id) ?? {};
    if (namespace !== undefined) {
      const place = `${cluster}/${namespace}`;
      byNamespace.set(place, [...(byNamespace.get(place) ?? []), id]);
    }
  }
  return {
    byId,
    deliveries: delivering.flatMap(id => byId.get(id) ?? []),
    delivering,
    vaults: ids.filter(beneath('vault')),
    hosts: ids.filter(beneath('git')),
    byNamespace,
  };
}

/** What is known only of what clusters name, by servers that are no clusters. */
interface Outside {
  /** The sources beneath this one tell of it. */
  source: string;
  /** What names it. */
  from: Aspect;
  names: (state: AnyState) => boolean;
}

const outsides: Partial<Record<Aspect, Outside>> = {
  vault: {
    source: 'vault',
    from: 'secrets',
    names: state =>
      (state as StateOf['secrets']).secrets.some(
        ({ by }) => by === 'ExternalSecret',
      ),
  },
  commits: {
    source: 'git',
    from: 'deployments',
    names: state =>
      (state as StateOf['deployments']).workloads.some(({ commit }) => commit),
  },
};

function statusOf(
  aspect: Aspect,
  target: EnvironmentTarget,
  known: Known,
  document: StateDocument | undefined,
): Status {
  const { health } = known;
  const { byId, deliveries: all } = sourcesIn(health);
  const of = (id: string) => byId.get(id);
  if (document) {
    return placeOf(document.source)
      ? clusterStatus(aspect, document.subject, health) ??
          notWatched(document.subject.cluster, known)
      : of(document.source) ?? retired(document);
  }
  const outside = outsides[aspect];
  if (outside) {
    return outsideStatus(aspect, outside, target, known);
  }
  if (aspect !== 'delivery') {
    return (
      clusterStatus(aspect, target, health) ?? notWatched(target.cluster, known)
    );
  }
  // It may be in any of them: absent only if all were asked.
  const bad = all.find(({ state }) => state !== 'ok');
  return bad ?? all.at(0) ?? notWatched(target.cluster, known);
}

/** A namespace has the word about itself where the whole cluster may not be read. */
function clusterStatus(
  aspect: Aspect,
  { cluster, namespace }: Pick<EnvironmentTarget, 'cluster' | 'namespace'>,
  health: Known['health'],
): Status | undefined {
  const { byId } = sourcesIn(health);
  const whole = byId.get(clusterSource(cluster, aspect));
  return whole?.state === 'ok'
    ? whole
    : byId.get(clusterSource(cluster, aspect, namespace)) ?? whole;
}

function isWhole(source: string): boolean {
  return placeOf(source)?.namespace === undefined;
}

/** Nobody said anything: because nothing is named, or because it cannot be asked. */
function outsideStatus(
  aspect: Aspect,
  { source, from, names }: Outside,
  target: EnvironmentTarget,
  known: Known,
): Status {
  const document = documentFor(from, target, known)?.value;
  const silent = known.health.find(
    ({ id, value }) => beneath(source)(id) && value && value.state !== 'ok',
  );
  const named =
    known.names?.includes(aspect) || (document?.state && names(document.state));
  return named && silent
    ? silent.value!
    : statusOf(from, target, known, document);
}

function beneath(source: string) {
  return (id: string) => id.startsWith(`${source}/`);
}

/** Its source was taken out of the configuration. */
function retired({ source, at }: StateDocument): Status {
  return {
    state: 'unreachable',
    since: at,
    reason: `this portal does not read ${source} any more`,
  };
}

/** No source watches this cluster: because none could be asked for yet, or because the portal has no such cluster. */
function notWatched(cluster: string, { health }: Known): Status {
  const { byId } = sourcesIn(health);
  const directory = byId.get(DIRECTORY);
  if (!directory && byId.has(DIRECTORY)) {
    return {
      state: 'unreachable',
      since: new Date(0).toISOString(),
      reason: 'this portal reads no clusters',
    };
  }
  if (directory?.state === 'ok') {
    return {
      state: 'unreachable',
      since: directory.since,
      reason: `this portal reads no cluster ${cluster}`,
    };
  }
  return {
    state:
      directory && directory.state !== 'starting' ? 'unreachable' : 'starting',
    since: directory?.since ?? new Date(0).toISOString(),
    ...(directory?.reason && {
      reason: `the list of clusters cannot be read: ${directory.reason}`,
    }),
    ...(directory?.nextTry && { nextTry: directory.nextTry }),
  };
}

function latest(...times: (string | undefined)[]): string | undefined {
  return times
    .filter(time => time !== undefined)
    .sort()
    .pop();
}
