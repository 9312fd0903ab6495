import { Aspect, Fact, SourceHealth } from '@slipway/plugin-slipway-common';
import { FactSink } from '@slipway/plugin-slipway-node';
import { aborted, sleep } from '../../lib/clock';
import { clusterSource } from '../ids';
import { ClusterWatcher, ClusterWatcherOptions } from './ClusterWatcher';
import { readings } from './aspects';
import { Gate } from './gate';
import { Heart, beat } from './heartbeat';
import { FORBIDDEN } from './problems';

/** Of a cluster. Each is watched and listed by itself: a portal that needs more of them is to be given the cluster. */
export const MOST_NAMESPACES = 50;
/** Kinds are refused one after the other; what is read instead is begun once. */
const SETTLE_MS = 1_000;
/** From one look at what the catalog names to the next; it is remembered, and may be empty while a portal starts. */
const LOOK_MS = 5_000;
/** So long after the one before, that a cluster is not asked for everything at once. */
const STAGGER_MS = 250;
/** So many are listed as often as a whole cluster is; more of them, less often. */
const AT_USUAL_PACE = 10;

export interface NamespaceFallbackOptions
  extends Omit<ClusterWatcherOptions, 'gate' | 'within'> {
  /** Those of the cluster that the catalog names. */
  namespaces(): readonly string[];
}

interface Running {
  /** What it tells. It may read more, which is told of the whole cluster by now. */
  aspects: readonly Aspect[];
  controller: AbortController;
}

/** Watches a cluster, and what of it may not be read as a whole in the namespaces that the catalog names. */
export class NamespaceFallback {
  /** What may not be read as a whole, until it was. */
  private readonly narrowed = new Set<Aspect>();
  private readonly running = new Map<string, Running>();
  /** What of a namespace has begun, to its end: the next begins after it. */
  private readonly begun = new Map<string, Promise<void>>();
  private readonly wholes = new Map<string, SourceHealth>();
  private readonly failures: unknown[] = [];
  private readonly heart = new Heart();
  /** One for all: while the cluster does not answer, one of them asks. */
  private readonly gate: Gate;
  private whole: ClusterWatcher | undefined;
  private named = 0;
  private changed = new AbortController();

  constructor(private readonly options: NamespaceFallbackOptions) {
    this.gate = new Gate(options);
    this.gate.whenShut(() => this.heart.doubt());
  }

  /** Rejects, with nothing left open, when a part of it fails as nobody foresaw. */
  async run(until: AbortSignal): Promise<void> {
    const { namespaces, ...options } = this.options;
    const ending = new AbortController();
    const end = () => {
      ending.abort();
      this.changed.abort();
    };
    const failed = (error: unknown) => {
      this.failures.push(error);
      end();
    };
    until.addEventListener('abort', end);
    if (until.aborted) {
      end();
    }
    const { gate } = this;
    const keeping = gate.run(ending.signal);
    this.whole = new ClusterWatcher({
      ...options,
      gate,
      sink: this.sinkOfWhole(),
    });
    const whole = this.whole.run(ending.signal).catch(failed);
    // One for all namespaces: whether the cluster answers, each of them tells.
    const beating = beat({ ...options, heart: this.heart }, ending.signal);
    await this.follow(ending.signal, failed);
    await Promise.all([whole, beating, keeping]);
    until.removeEventListener('abort', end);
    if (this.failures.length > 0) {
      throw this.failures[0];
    }
  }

  private async follow(
    signal: AbortSignal,
    failed: (error: unknown) => void,
  ): Promise<void> {
    const { clock } = this.options;
    while (!signal.aborted) {
      this.changed = new AbortController();
      this.settle(failed);
      // Namespaces come and go with the catalog.
      await (this.narrowed.size > 0
        ? sleep(clock, LOOK_MS, this.changed.signal)
        : aborted(this.changed.signal));
      await sleep(clock, SETTLE_MS, signal);
    }
    [...this.running.keys()].forEach(namespace => this.stop(namespace, []));
    await Promise.all(this.begun.values());
  }

  /** Begins and ends what is to be read by itself, so that it is what is denied as a whole. */
  private settle(failed: (error: unknown) => void) {
    const aspects = readings
      .map(({ aspect }) => aspect)
      .filter(aspect => this.narrowed.has(aspect));
    const named = aspects.length > 0 ? this.options.namespaces() : [];
    const wanted = named.slice(0, MOST_NAMESPACES);
    for (const namespace of [...this.running.keys()]) {
      if (!wanted.includes(namespace)) {
        this.stop(namespace, []);
      }
    }
    let begun = 0;
    for (const namespace of wanted) {
      const known = this.running.get(namespace);
      if (!known || !aspects.every(one => known.aspects.includes(one))) {
        this.stop(namespace, aspects);
        this.begin(namespace, aspects, begun * STAGGER_MS, failed);
        begun += 1;
      } else {
        // Rights come back one after the other: what is still told goes on without a gap.
        const over = known.aspects.filter(one => !aspects.includes(one));
        known.aspects = aspects;
        this.retire(namespace, over);
      }
    }
    if (this.named !== named.length) {
      this.named = named.length;
      this.wholes.forEach(health => this.tellWhole(health));
    }
  }

  private begin(
    namespace: string,
    aspects: readonly Aspect[],
    delayMs: number,
    failed: (error: unknown) => void,
  ) {
    const { namespaces, ...options } = this.options;
    const controller = new AbortController();
    const { signal } = controller;
    const watcher = new ClusterWatcher({
      ...options,
      gate: this.gate,
      within: {
        namespace,
        aspects,
        heart: this.heart,
        apis: () => this.whole?.apis,
        everyMs: () =>
          options.everyMs * Math.max(1, this.running.size / AT_USUAL_PACE),
      },
      sink: this.sinkOfNamespace(namespace),
    });
    this.running.set(namespace, { aspects, controller });
    this.after(namespace, async () => {
      await sleep(options.clock, delayMs, signal);
      if (!signal.aborted) {
        await watcher.run(signal).catch(failed);
      }
    });
  }

  private stop(namespace: string, kept: readonly Aspect[]) {
    const { aspects = [], controller } = this.running.get(namespace) ?? {};
    this.running.delete(namespace);
    controller?.abort();
    this.after(namespace, async () =>
      this.retire(
        namespace,
        aspects.filter(aspect => !kept.includes(aspect)),
      ),
    );
  }

  private retire(namespace: string, aspects: readonly Aspect[]) {
    const { cluster, sink } = this.options;
    aspects.forEach(a => sink.retire(clusterSource(cluster, a, namespace)));
  }

  private after(namespace: string, step: () => Promise<void>) {
    const before = this.begun.get(namespace) ?? Promise.resolve();
    this.begun.set(namespace, before.then(step));
  }

  /** What a namespace tells by itself, the cluster does not tell beside it from what it knew. */
  private sinkOfWhole(): FactSink {
    const isPlaceOf = ({ aspect, subject }: Fact) =>
      this.narrowed.has(aspect) && this.running.has(subject.namespace);
    return this.sinkOf({
      facts: fact => !isPlaceOf(fact),
      complete: aspect => !this.narrowed.has(aspect) || this.running.size === 0,
      health: health => this.heard(health),
    });
  }

  /** Once the cluster has the word again, they are silent. */
  private sinkOfNamespace(namespace: string): FactSink {
    const { cluster, sink } = this.options;
    const tells = (aspect: Aspect) =>
      this.running.get(namespace)?.aspects.includes(aspect) ?? false;
    return this.sinkOf({
      facts: ({ aspect }) => this.narrowed.has(aspect),
      complete: aspect => this.narrowed.has(aspect),
      health: health => {
        if (tells(aspectOf(cluster, health, namespace))) {
          sink.health(health);
        }
      },
    });
  }

  private sinkOf(passes: {
    facts(fact: Fact): boolean;
    complete(aspect: Aspect): boolean;
    health: FactSink['health'];
  }): FactSink {
    const { sink } = this.options;
    return {
      facts: facts => sink.facts(facts.filter(fact => passes.facts(fact))),
      complete: reading => {
        if (passes.complete(reading.aspect)) {
          sink.complete(reading);
        }
      },
      health: passes.health,
      retire: source => sink.retire(source),
      owning: (...args) => sink.owning(...args),
    };
  }

  private heard(health: SourceHealth) {
    const aspect = aspectOf(this.options.cluster, health);
    this.wholes.set(health.id, health);
    const known = this.narrowed.has(aspect);
    if (health.state === 'ok') {
      this.narrowed.delete(aspect);
    } else if (health.state === 'denied' && health.reason === FORBIDDEN) {
      this.narrowed.add(aspect);
    }
    this.tellWhole(health);
    if (known !== this.narrowed.has(aspect)) {
      this.changed.abort();
    }
  }

  private tellWhole(health: SourceHealth) {
    const { permission } = health;
    this.options.sink.health(
      permission && this.named > MOST_NAMESPACES
        ? {
            ...health,
            permission: `${permission}; of the ${this.named} namespaces that the catalog names there, ${MOST_NAMESPACES} are read one by one`,
          }
        : health,
    );
  }
}

function aspectOf(
  cluster: string,
  { id }: SourceHealth,
  namespace?: string,
): Aspect {
  return readings.find(
    ({ aspect }) => clusterSource(cluster, aspect, namespace) === id,
  )!.aspect;
}
