import { FactSink, Source } from '@slipway/plugin-slipway-node';
import { SourceHealth } from '@slipway/plugin-slipway-common';
import { EntityDirectory } from '../../entities/EntityDirectory';
import { dependenciesOf } from '../../entities/dependencies';
import { namespacesIn } from '../../entities/namespaces';
import { StageOf } from '../../entities/stages';
import { Clock, aborted, attempt, isoNow, sleep } from '../../lib/clock';
import { untilEither } from '../../lib/signals';
import { Setting } from '../../settings';
import { StateStore } from '../../store';
import { DIRECTORY, clusterSource, placeOf } from '../ids';
import { Backoff } from '../servers/backoff';
import { ClusterError } from './client';
import { NamespaceFallback } from './NamespaceFallback';
import { readings } from './aspects';
import { KindName } from './kinds';
import { ClusterDirectory } from './proxyClient';

const REFRESH_MS = 60_000;
const DIRECTORY_LIMIT_MS = 20_000;
/** A locator may lose a cluster for a moment; giving it up costs reading it anew. */
const MISSES = 2;

export interface KubernetesSourceOptions {
  directory: ClusterDirectory;
  clock: Clock;
  random: () => number;
  /** Only these clusters, if any are named. */
  wanted: () => Setting<readonly string[] | undefined>;
  /** From one listing of what is not watched to the next. */
  everyMs: number;
  entities: Pick<EntityDirectory, 'claims' | 'entities' | 'read'>;
  stageOf: StageOf;
  /** Kinds of which nothing is read, as though no cluster had them. */
  off?: readonly KindName[];
  /** Has what was told before. */
  store: Pick<StateStore, 'health'>;
}

interface Running {
  controller: AbortController;
  done: Promise<void>;
  misses: number;
}

/** All clusters that the portal's Kubernetes back end knows, each on its own. */
export class KubernetesSource implements Source {
  readonly id = DIRECTORY;
  readonly owns = true;
  private readonly running = new Map<string, Running>();
  /** Clusters that were told of before this began, with how often they were missing since. */
  private former:
    | Map<string, { sources: string[]; misses: number }>
    | undefined;
  private told: SourceHealth | undefined;

  constructor(private readonly options: KubernetesSourceOptions) {}

  async start(sink: FactSink, signal: AbortSignal): Promise<void> {
    const { clock, random, entities } = this.options;
    const backoff = new Backoff(random);
    this.tell(sink, { state: 'starting' });
    await untilEither(signal, entities.read, aborted);
    while (!signal.aborted) {
      let delay = REFRESH_MS;
      const { value: wanted, until } = this.options.wanted();
      try {
        const names = await this.names(signal);
        backoff.reset();
        this.tell(sink, { state: 'ok' });
        this.follow(names, wanted ?? names, sink);
        await this.followFormer(names, sink);
      } catch (error) {
        delay = backoff.next();
        if (!signal.aborted) {
          this.tellProblem(sink, error, delay);
        }
      }
      await untilEither(signal, until, either => sleep(clock, delay, either));
    }
    const all = [...this.running.values()];
    all.forEach(({ controller }) => controller.abort());
    await Promise.all(all.map(({ done }) => done));
  }

  private async names(signal: AbortSignal): Promise<string[]> {
    const { clock, directory } = this.options;
    const asking = attempt(clock, signal, DIRECTORY_LIMIT_MS);
    try {
      return await directory.clusters(asking.signal);
    } catch (error) {
      throw asking.state.timedOut
        ? new ClusterError('unreachable', 'no answer in time')
        : error;
    } finally {
      asking.end();
    }
  }

  private follow(names: string[], wanted: readonly string[], sink: FactSink) {
    for (const name of names.filter(one => wanted.includes(one))) {
      const known = this.running.get(name);
      if (known) {
        known.misses = 0;
      } else {
        this.running.set(name, this.watch(name, sink));
      }
    }
    for (const [name, known] of this.running) {
      const lost = !names.includes(name) && ++known.misses >= MISSES;
      if (lost || !wanted.includes(name)) {
        this.running.delete(name);
        known.controller.abort();
        sourcesOf(name).forEach(source => sink.retire(source));
      }
    }
  }

  /** What went while the portal did not run is told to be gone as well. */
  private async followFormer(names: string[], sink: FactSink) {
    this.former ??= await this.toldBefore();
    for (const [name, known] of this.former ?? []) {
      if (this.running.has(name)) {
        this.former!.delete(name);
      } else if (names.includes(name) || ++known.misses >= MISSES) {
        this.former!.delete(name);
        known.sources.forEach(source => sink.retire(source));
      }
    }
  }

  private async toldBefore(): Promise<typeof this.former> {
    // While the database is away nothing could be retired either.
    const health = await this.options.store.health().catch(() => undefined);
    const found: NonNullable<typeof this.former> = new Map();
    for (const { id, value } of health ?? []) {
      const cluster = value && placeOf(id)?.cluster;
      if (cluster) {
        const { sources = [] } = found.get(cluster) ?? {};
        found.set(cluster, { sources: [...sources, id], misses: 0 });
      }
    }
    return health && found;
  }

  private watch(cluster: string, sink: FactSink): Running {
    const { directory, entities, wanted, store, ...options } = this.options;
    const controller = new AbortController();
    const client = directory.client(cluster);
    const done = sink.owning(
      clusterSource(cluster),
      async (own, signal) => {
        while (!signal.aborted) {
          // Objects are known by what the catalog says of them: with another catalog they are read anew.
          const { claims, until } = entities.claims;
          await untilEither(signal, until, either =>
            new NamespaceFallback({
              ...options,
              cluster,
              client,
              sink: own,
              claims,
              dependsOn: service => dependenciesOf(service, entities.entities),
              namespaces: () => namespacesIn(cluster, entities.entities),
            }).run(either),
          );
        }
      },
      controller.signal,
    );
    return { controller, done, misses: 0 };
  }

  private tellProblem(sink: FactSink, error: unknown, delay: number) {
    const denied = error instanceof ClusterError && error.problem === 'denied';
    this.tell(sink, {
      state: denied ? 'denied' : 'unreachable',
      reason:
        error instanceof ClusterError
          ? error.message
          : 'the list of clusters cannot be read',
      ...(denied && { permission: 'kubernetes.clusters.read' }),
      nextTry: new Date(this.options.clock.now() + delay).toISOString(),
    });
  }

  private tell(sink: FactSink, health: Omit<SourceHealth, 'id' | 'since'>) {
    const now = isoNow(this.options.clock);
    const { told } = this;
    const since = told?.state === health.state ? told.since : now;
    const heardAt = health.state === 'ok' ? now : told?.heardAt;
    this.told = { id: this.id, since, ...(heardAt && { heardAt }), ...health };
    sink.health(this.told);
  }
}

/** Ids under which a cluster is told of. */
function sourcesOf(cluster: string): string[] {
  return readings.map(({ aspect }) => clusterSource(cluster, aspect));
}
