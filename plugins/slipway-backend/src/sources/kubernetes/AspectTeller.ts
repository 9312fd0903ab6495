import { FactSink } from '@slipway/plugin-slipway-node';
import { Aspect, FactsOf, SourceHealth } from '@slipway/plugin-slipway-common';
import { Clock } from '../../lib/clock';
import { AspectReading, isListed } from './aspects';
import { KindName, listedKinds } from './kinds';
import { ServiceIndex } from './ServiceIndex';
import { ReadingStatus, combine, isKnown } from './status';

/** How exactly "last heard" is told: finer would be a write for every event. */
const HEARD_STEP_MS = 10_000;

const listed = new Set(listedKinds.map(({ kind }) => kind));

export interface AspectTellerOptions {
  reading: AspectReading;
  /** Under which id it is told. */
  source: string;
  index: ServiceIndex;
  /** As they are now, by kind. */
  statuses: ReadonlyMap<KindName, ReadingStatus>;
  /** Whether a kind has been read whole once. */
  isRead(kind: KindName): boolean;
  /** How well is known what there is of a kind in a namespace. */
  reach(kind: KindName, namespace: string): ReadingStatus;
  sink: FactSink;
  clock: Clock;
}

export interface Flushed {
  /** Of whom was told. */
  keys: string[];
  more: boolean;
  /** Until there is room for more. */
  room?: void | Promise<void>;
}

/** Tells one aspect of everything in a cluster, and how well it is known there. */
export class AspectTeller {
  readonly source: string;
  private readonly dirty = new Set<string>();
  private announced = false;
  /** Of everything that there is something is to be told, and then that this was all. */
  private all = true;
  /** While it was denied, others may have told what they could read of it. */
  private overtaken = false;
  private told: SourceHealth | undefined;
  /** What was told last of what never stands still. */
  private readonly settled = new Map<string, FactsOf[Aspect]>();

  constructor(private readonly options: AspectTellerOptions) {
    this.source = options.source;
  }

  get pending() {
    return this.dirty.size > 0 || this.all || this.overtaken;
  }

  /** Something of it is still to be told. */
  has(key: string) {
    return this.dirty.has(key);
  }

  touched(kind: KindName, keys: Iterable<string>) {
    const { kinds, evidence } = this.options.reading;
    if (kinds.includes(kind) || evidence?.includes(kind)) {
      this.add(keys);
    }
  }

  /** A kind came to be known, or is not any more: what only says more of an aspect is told with its next change otherwise. */
  learned(kind: KindName) {
    const { evidence, beside } = this.options.reading;
    if (evidence?.includes(kind) || beside?.includes(kind)) {
      this.add(this.options.index.all());
    }
  }

  /** Time went by: what is late or due may be so now. */
  refresh() {
    if (isListed(this.options.reading)) {
      this.add(this.options.index.all());
    }
  }

  /**
   * Tells of so many at most, and whether there are more. Before everything was read once, a missing object may only be
   * unread: nothing is said until then.
   */
  flush(most: number): Flushed {
    const { reading, index, sink, clock, isRead, reach } = this.options;
    if (!reading.kinds.every(isRead) || !this.isTried(reading.named)) {
      return { keys: [], more: false };
    }
    const known = { isRead: this.isKnown, reach };
    const now = new Date(clock.now());
    const at = now.toISOString();
    const { aspect } = reading;
    const { source } = this;
    if (this.overtaken && this.told?.state === 'ok') {
      this.overtaken = false;
      this.all = true;
      this.add(index.all());
    }
    const keys = firstOf(this.dirty, most);
    keys.forEach(key => this.dirty.delete(key));
    const room =
      keys.length > 0
        ? sink.facts(
            keys.map(key => ({
              aspect,
              subject: index.subject(key),
              source,
              at,
              value: this.valueOf(key, now, known),
            })),
          )
        : undefined;
    if (this.dirty.size > 0) {
      return { keys, more: true, room };
    }
    if (this.all) {
      this.all = false;
      this.announced = true;
      const subjects = [...index.all()]
        .filter(key => this.concerns(key))
        .map(key => index.subject(key));
      sink.complete({ source, aspect, at, subjects });
      this.tellHealth();
    }
    const more = this.overtaken && this.told?.state === 'ok';
    return { keys, more, room };
  }

  tellHealth() {
    const now = this.options.clock.now();
    const status = this.status();
    const iso = (ms: number) => new Date(ms).toISOString();
    const { told } = this;
    const health: SourceHealth = {
      id: this.source,
      state: status.state,
      since: told?.state === status.state ? told.since : iso(now),
      ...(status.heardAt !== undefined && { heardAt: iso(status.heardAt) }),
      ...(status.reason && { reason: status.reason }),
      ...(status.permission && { permission: status.permission }),
      ...(status.nextTry !== undefined && { nextTry: iso(status.nextTry) }),
    };
    const sameBut =
      told &&
      told.state === health.state &&
      told.reason === health.reason &&
      told.permission === health.permission &&
      told.nextTry === health.nextTry;
    const step =
      Date.parse(health.heardAt ?? '') - Date.parse(told?.heardAt ?? '');
    if (sameBut && !(step >= HEARD_STEP_MS)) {
      return;
    }
    this.told = health;
    this.overtaken ||= health.state === 'denied';
    this.options.sink.health(health);
  }

  /** Until what was read is handed over, a reader would take "nothing written yet" for "nothing there". */
  private status(): ReadingStatus {
    const { reading, statuses } = this.options;
    const of = (kinds: readonly KindName[]): ReadingStatus[] =>
      kinds.map(kind => statuses.get(kind) ?? { state: 'starting' });
    const status = combine(of(reading.kinds));
    if (status.state !== 'ok') {
      return status;
    }
    if (!this.announced) {
      return { state: 'starting' };
    }
    // What is listed is as old as its oldest listing, however busy the watches beside it are.
    const slow = of(reading.kinds.filter(kind => listed.has(kind)));
    const heard = slow.flatMap(({ heardAt }) => heardAt ?? []);
    return heard.length > 0
      ? { ...status, heardAt: Math.min(...heard) }
      : status;
  }

  /** What only says more is not waited for longer than until it failed once. */
  private isTried(kinds: readonly KindName[] = []) {
    return kinds.every(kind => this.options.statuses.has(kind));
  }

  /** Of what only says more: whether it was read, and may be. */
  private readonly isKnown = (kind: KindName) =>
    isKnown(this.options.statuses.get(kind));

  private valueOf(
    key: string,
    now: Date,
    known: Parameters<ServiceIndex['objects']>[2],
  ): FactsOf[Aspect] | undefined {
    const { reading, index } = this.options;
    const objects = index.objects(key, now, known);
    const seen = reading.facts(objects);
    if (!reading.settled) {
      return seen;
    }
    const before = this.settled.get(key);
    const value =
      seen && before ? reading.settled(before, seen, objects) : seen;
    if (value) {
      this.settled.set(key, value);
    } else {
      this.settled.delete(key);
    }
    return value;
  }

  private add(keys: Iterable<string>) {
    for (const key of keys) {
      if (this.concerns(key)) {
        this.dirty.add(key);
      }
    }
  }

  private concerns(key: string): boolean {
    const { index, reading } = this.options;
    const { ofNamespace = false } = reading;
    return (
      ofNamespace === 'also' ||
      (index.subject(key).service === '') === ofNamespace
    );
  }
}

function firstOf<T>(all: Iterable<T>, most: number): T[] {
  const found: T[] = [];
  for (const one of all) {
    if (found.length === most) {
      break;
    }
    found.push(one);
  }
  return found;
}
