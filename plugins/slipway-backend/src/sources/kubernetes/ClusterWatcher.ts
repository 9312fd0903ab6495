import { observedKinds, resourceOf } from '@slipway/model';
import { Aspect } from '@slipway/plugin-slipway-common';
import { FactSink } from '@slipway/plugin-slipway-node';
import { Clock } from '../../lib/clock';
import { clusterSource } from '../ids';
import { AspectTeller, Flushed } from './AspectTeller';
import { readings } from './aspects';
import { Claim } from '../../entities/identity';
import { StageOf } from '../../entities/stages';
import { ClusterClient, ResourceQuery } from './client';
import { Gate } from './gate';
import { Heart, beat } from './heartbeat';
import {
  Kind,
  KindName,
  PrunedObject,
  isBuiltIn,
  listedKinds,
  queryOf,
  watchedKinds,
} from './kinds';
import { FORBIDDEN } from './problems';
import { Reflector } from './reflector';
import { Rounds, apiIn } from './Rounds';
import { ServiceIndex } from './ServiceIndex';
import { ReadingStatus, failedStatus, isKnown } from './status';
import { Namer, namerFor, wantsMore } from './whose';

/** A rollout changes ten objects at once; one fact tells it all. */
const COALESCE_MS = 100;
/** Of whom is told at once. A cluster that was just read has thousands, and the portal has others to serve meanwhile. */
const AT_ONCE = 100;
const PAUSE_MS = 5;

export interface ClusterWatcherOptions {
  cluster: string;
  client: ClusterClient;
  sink: FactSink;
  clock: Clock;
  random: () => number;
  /** From one listing of what is not watched to the next. */
  everyMs: number;
  /** By which signs entities know objects that carry no label of theirs. */
  claims: readonly Claim[];
  stageOf: StageOf;
  /** Kinds of which nothing is read, as though the cluster did not have them. */
  off?: readonly KindName[];
  /** Names of what a service depends on, which another may run. */
  dependsOn?: (service: string) => readonly string[];
  /** Of all that is read of the cluster, where more than this is. */
  gate?: Gate;
  /** Only this of it, in this namespace alone, as one of many. */
  within?: {
    namespace: string;
    aspects: readonly Aspect[];
    /** One asks for all of them whether the cluster still answers. */
    heart: Heart;
    /** Which APIs the cluster has, where somebody knows that already. */
    apis: () => ReadonlySet<string> | undefined;
    /** In the place of the usual time. */
    everyMs: () => number;
  };
}

/** Watches one cluster and says what each service's environments look like there. */
export class ClusterWatcher {
  private readonly index: ServiceIndex;
  private readonly watched: readonly Kind[];
  private readonly listed: readonly Kind[];
  private readonly tellers: readonly AspectTeller[];
  private readonly statuses = new Map<KindName, ReadingStatus>();
  private readonly reflectors = new Map<KindName, Reflector<PrunedObject>>();
  private readonly heart: Heart;
  private readonly gate: Gate;
  private readonly whose: Namer;
  private known: ReadonlySet<string> | undefined;
  private cancelFlush: (() => void) | undefined;

  constructor(private readonly options: ClusterWatcherOptions) {
    const { cluster, sink, clock, claims, stageOf, within } = options;
    this.heart = within?.heart ?? new Heart();
    this.gate = options.gate ?? new Gate(options);
    if (!within) {
      this.gate.whenShut(() => this.heart.doubt());
    }
    this.whose = namerFor(cluster, claims, stageOf);
    this.index = new ServiceIndex(
      cluster,
      (kind, keys) => {
        this.tellers.forEach(teller => teller.touched(kind, keys));
        this.schedule();
      },
      options.dependsOn,
    );
    const told = readings.filter(
      ({ aspect }) => !within || within.aspects.includes(aspect),
    );
    const needed = new Set(
      told.flatMap(({ kinds, evidence = [], named = [] }) => [
        ...kinds,
        ...evidence,
        ...named,
      ]),
    );
    this.watched = watchedKinds.filter(({ kind }) => needed.has(kind));
    this.listed = listedKinds.filter(({ kind }) => needed.has(kind));
    this.tellers = told.map(
      reading =>
        new AspectTeller({
          reading,
          source: clusterSource(cluster, reading.aspect, within?.namespace),
          index: this.index,
          statuses: this.statuses,
          isRead: kind => this.isRead(kind),
          reach: (kind, namespace) => this.reach(kind, namespace),
          sink,
          clock,
        }),
    );
  }

  /** Which APIs the cluster has, as far as that was read. */
  get apis() {
    return this.known;
  }

  /** Rejects, with nothing left open, when a part of it fails as nobody foresaw: whoever runs it begins anew. */
  async run(until: AbortSignal): Promise<void> {
    this.tellers.forEach(teller => teller.tellHealth());
    const { client, clock, random, within } = this.options;
    const ending = new AbortController();
    const end = () => ending.abort();
    until.addEventListener('abort', end);
    if (until.aborted) {
      end();
    }
    const { signal } = ending;
    const open: Promise<unknown>[] = [];
    const failures: unknown[] = [];
    const start = (part: Promise<void>) => {
      open.push(
        part.catch(error => {
          failures.push(error);
          end();
        }),
      );
    };
    const watch = (kind: Kind, api: string) =>
      start(this.reflector(kind, api).run(signal));
    this.watched.filter(isBuiltIn).forEach(kind => watch(kind, kind.apis[0]));
    const rounds = this.rounds(apis => {
      this.known = apis;
      for (const kind of this.unwatched()) {
        const api = apiIn(kind, apis);
        if (api) {
          watch(kind, api);
        } else {
          // The cluster does not have it, and that is an answer.
          this.heard(kind.kind, { state: 'ok', heardAt: clock.now() });
        }
      }
    });
    if (!this.options.gate) {
      start(this.gate.run(signal));
    }
    if (!within) {
      start(beat({ client, clock, random, heart: this.heart }, signal));
    }
    start(rounds.run(signal));
    // A round may begin more of them, until it has ended itself.
    for (let i = 0; i < open.length; i++) {
      await open[i];
    }
    until.removeEventListener('abort', end);
    this.reflectors.forEach(reflector => this.heart.remove(reflector));
    this.cancelFlush?.();
    if (failures.length > 0) {
      throw failures[0];
    }
  }

  private reflector(kind: Kind, api: string): Reflector<PrunedObject> {
    const { client, clock, random } = this.options;
    const reflector = new Reflector({
      client,
      query: this.query(kind, api),
      prune: this.prune(kind),
      clock,
      random,
      gate: this.gate,
      permission: this.permission(kind, 'list and watch'),
      onChange: (before, after) => this.index.changed(before, after),
      onStatus: status => this.heard(kind.kind, status),
    });
    this.reflectors.set(kind.kind, reflector);
    this.heart.add(reflector);
    return reflector;
  }

  private rounds(onApis: (apis: ReadonlySet<string>) => void): Rounds {
    const { client, clock, random, everyMs, within } = this.options;
    return new Rounds({
      client,
      clock,
      random,
      gate: this.gate,
      everyMs: within?.everyMs ?? (() => everyMs),
      apis: within?.apis,
      kinds: this.listed,
      off: this.options.off ?? [],
      query: (kind, api) => this.query(kind, api),
      prune: kind => this.prune(kind),
      permission: kind => this.permission(kind, 'list'),
      onApis,
      onChange: (before, after) => this.index.changed(before, after),
      onStatus: (kind, status) => {
        const before = this.statuses.get(kind.kind);
        if (before?.state === 'ok' && status.reason === FORBIDDEN) {
          // Seldom is one right taken away alone.
          this.reflectors.forEach(reflector => reflector.doubt());
        }
        this.heard(kind.kind, status);
      },
      onTrouble: (problem, nextTry) => {
        this.unwatched().forEach(kind => {
          const { heardAt } = this.statuses.get(kind.kind) ?? {};
          const permission = this.permission(kind, 'list and watch');
          this.heard(
            kind.kind,
            failedStatus(problem, permission, { heardAt, nextTry }),
          );
        });
      },
      onRound: () => {
        this.tellers.forEach(teller => teller.refresh());
        this.schedule();
      },
    });
  }

  private query(kind: Kind, api: string): ResourceQuery {
    const { claims, within } = this.options;
    return queryOf(kind, api, {
      everything: wantsMore(claims, kind),
      namespace: within?.namespace,
    });
  }

  private prune(kind: Kind): (object: unknown) => PrunedObject | undefined {
    return object => kind.prune(object, this.whose);
  }

  /** What the cluster does not have, as far as it is known. */
  private unwatched(): Kind[] {
    return this.watched.filter(({ kind }) => !this.reflectors.has(kind));
  }

  private permission(kind: Kind, verbs: string): string {
    const { cluster, within } = this.options;
    const what = `${verbs} ${resourceOf(kind)}`;
    return within && !kind.beyond
      ? `${what} on cluster ${cluster}, by a Role in namespace ${within.namespace}`
      : `${what} on cluster ${cluster}`;
  }

  private isRead(kind: KindName): boolean {
    return (
      this.reflectors.get(kind)?.synced ??
      this.statuses.get(kind)?.heardAt !== undefined
    );
  }

  private reach(kind: KindName, namespace: string): ReadingStatus {
    const { cluster, within } = this.options;
    // Who reads one namespace alone knows nothing of another.
    return within && within.namespace !== namespace
      ? {
          state: 'denied',
          permission: `list ${resourceOf(
            observedKinds[kind],
          )} on cluster ${cluster}`,
        }
      : this.statuses.get(kind) ?? { state: 'starting' };
  }

  private heard(kind: KindName, status: ReadingStatus) {
    const before = this.statuses.get(kind);
    this.statuses.set(kind, status);
    if (isKnown(before) !== isKnown(status)) {
      this.tellers.forEach(teller => teller.learned(kind));
    }
    this.tellers.forEach(teller => teller.tellHealth());
    this.schedule();
  }

  private schedule() {
    if (this.cancelFlush || !this.tellers.some(({ pending }) => pending)) {
      return;
    }
    this.flushAfter(COALESCE_MS);
  }

  private flushAfter(ms: number) {
    this.cancelFlush = this.options.clock.timer(ms, () => {
      const { more, room } = this.flush();
      if (!more) {
        this.cancelFlush = undefined;
      } else if (room) {
        let ended = false;
        this.cancelFlush = () => {
          ended = true;
        };
        room.then(() => !ended && this.flushAfter(PAUSE_MS));
      } else {
        this.flushAfter(PAUSE_MS);
      }
    });
  }

  /** One aspect after the other, as far as it goes at once. */
  private flush(): Omit<Flushed, 'keys'> {
    let left = AT_ONCE;
    let cut: Flushed | undefined;
    const told = new Set<string>();
    for (const teller of this.tellers) {
      const flushed = teller.flush(left);
      flushed.keys.forEach(key => told.add(key));
      left -= flushed.keys.length;
      if (flushed.more) {
        cut = flushed;
        break;
      }
    }
    this.index.forgetEmpty(
      [...told].filter(key => !this.tellers.some(t => t.has(key))),
    );
    return cut ?? { more: false };
  }
}
