import { FactSink } from '@slipway/plugin-slipway-node';
import { SourceHealth, Subject } from '@slipway/plugin-slipway-common';
import { Clock } from '../../lib/clock';
import { ClusterClient } from './client';
import { beat } from './heartbeat';
import { watchedKinds } from './kinds';
import { PrunedObject } from './objects';
import { Reflector } from './reflector';
import { ReadingStatus, combine } from './status';
import { toRuntimeFacts } from './toFacts';

/** A rollout changes ten objects at once; one fact tells it all. */
const COALESCE_MS = 100;
/** How exactly "last heard" is told: finer would be a write for every event. */
const HEARD_STEP_MS = 10_000;

export interface ClusterWatcherOptions {
  cluster: string;
  client: ClusterClient;
  sink: FactSink;
  clock: Clock;
  random: () => number;
}

/** Watches one cluster and says what each service's environments look like there. */
export class ClusterWatcher {
  readonly source: string;
  private readonly reflectors: Reflector<PrunedObject>[];
  private readonly statuses: ReadingStatus[];
  private readonly index = new Map<string, Map<string, PrunedObject>>();
  private readonly subjects = new Map<string, Subject>();
  private readonly dirty = new Set<string>();
  private announced = false;
  private cancelFlush: (() => void) | undefined;
  private told: SourceHealth | undefined;

  constructor(private readonly options: ClusterWatcherOptions) {
    this.source = `kubernetes/${options.cluster}`;
    this.statuses = watchedKinds.map(() => ({ state: 'starting' }));
    this.reflectors = watchedKinds.map(
      ({ query, prune, resource }, i) =>
        new Reflector({
          client: options.client,
          query,
          prune,
          clock: options.clock,
          random: options.random,
          permission: `list and watch ${resource} on cluster ${options.cluster}`,
          onChange: (before, after) => this.changed(before, after),
          onStatus: status => this.heard(i, status),
        }),
    );
  }

  async run(signal: AbortSignal): Promise<void> {
    this.tellHealth();
    const { client, clock, random } = this.options;
    const heartbeat = beat(
      {
        client,
        clock,
        random,
        watched: () => this.reflectors.find(r => r.watching)?.query,
        onFailure: () => this.reflectors.forEach(r => r.doubt()),
      },
      signal,
    );
    await Promise.all([...this.reflectors.map(r => r.run(signal)), heartbeat]);
    this.cancelFlush?.();
  }

  private changed(before?: PrunedObject, after?: PrunedObject) {
    const object = after ?? before!;
    if (before && after && subjectKey(before) !== subjectKey(after)) {
      this.changed(before, undefined);
    }
    const key = subjectKey(object);
    const known = this.index.get(key) ?? new Map<string, PrunedObject>();
    const id = `${object.kind}/${object.name}`;
    if (after) {
      known.set(id, object);
    } else {
      known.delete(id);
    }
    this.index.set(key, known);
    this.subjects.set(key, this.subjectOf(object));
    this.dirty.add(key);
    this.schedule();
  }

  private heard(reading: number, status: ReadingStatus) {
    this.statuses[reading] = status;
    this.tellHealth();
    this.schedule();
  }

  private schedule() {
    if (this.cancelFlush || (this.dirty.size === 0 && this.announced)) {
      return;
    }
    this.cancelFlush = this.options.clock.timer(COALESCE_MS, () => {
      this.cancelFlush = undefined;
      this.flush();
    });
  }

  /** Before everything was read once, a missing object may only be unread: nothing is said until then. */
  private flush() {
    if (!this.reflectors.every(reflector => reflector.synced)) {
      return;
    }
    const at = new Date(this.options.clock.now()).toISOString();
    const changed = [...this.dirty];
    this.dirty.clear();
    this.options.sink.facts(
      changed.map(key => ({
        kind: 'runtime',
        subject: this.subjects.get(key)!,
        source: this.source,
        at,
        value: toRuntimeFacts(this.index.get(key)?.values() ?? []),
      })),
    );
    for (const key of changed.filter(k => this.index.get(k)?.size === 0)) {
      this.index.delete(key);
      this.subjects.delete(key);
    }
    if (!this.announced) {
      this.announced = true;
      const subjects = [...this.subjects.values()];
      const { source } = this;
      this.options.sink.complete({ source, kind: 'runtime', at, subjects });
      this.tellHealth();
    }
  }

  private tellHealth() {
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
    if (sameBut && step < HEARD_STEP_MS) {
      return;
    }
    this.told = health;
    this.options.sink.health(health);
  }

  /** Until what was read is handed over, a reader would take "nothing written yet" for "nothing there". */
  private status(): ReadingStatus {
    const status = combine(this.statuses);
    return status.state === 'ok' && !this.announced
      ? { state: 'starting' }
      : status;
  }

  private subjectOf(object: PrunedObject): Subject {
    const { service, environment, namespace } = object;
    const { cluster } = this.options;
    return { service, environment, cluster, namespace };
  }
}

function subjectKey(object: PrunedObject): string {
  return `${object.service}/${object.environment}/${object.namespace}`;
}
