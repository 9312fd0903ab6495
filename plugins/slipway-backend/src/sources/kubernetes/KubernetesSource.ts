import { FactSink, Source } from '@slipway/plugin-slipway-node';
import { SourceHealth } from '@slipway/plugin-slipway-common';
import { EntityDirectory } from '../../entities/EntityDirectory';
import { namespacesIn } from '../../entities/namespaces';
import { StageOf } from '../../entities/stages';
import { Clock, aborted, attempt, isoNow, sleep } from '../../lib/clock';
import { DIRECTORY, clusterSource } from '../ids';
import { Backoff } from '../servers/backoff';
import { ClusterError } from './client';
import { NamespaceFallback } from './NamespaceFallback';
import { readings } from './aspects';
import { ClusterDirectory } from './proxyClient';

const REFRESH_MS = 60_000;
const DIRECTORY_LIMIT_MS = 20_000;
/** A locator may lose a cluster for a moment; giving it up costs reading it anew. */
const MISSES = 2;

export interface KubernetesSourceOptions {
  directory: ClusterDirectory;
  clock: Clock;
  random: () => number;
  /** Only these clusters, if given. */
  only?: string[];
  /** From one listing of what is not watched to the next. */
  everyMs: number;
  entities: Pick<EntityDirectory, 'claims' | 'entities' | 'read'>;
  stageOf: StageOf;
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
  private told: SourceHealth | undefined;

  constructor(private readonly options: KubernetesSourceOptions) {}

  async start(sink: FactSink, signal: AbortSignal): Promise<void> {
    const { clock, random, entities } = this.options;
    const backoff = new Backoff(random);
    this.tell(sink, { state: 'starting' });
    await untilEither(signal, entities.read, aborted);
    while (!signal.aborted) {
      let delay = REFRESH_MS;
      try {
        const names = await this.names(signal);
        backoff.reset();
        this.tell(sink, { state: 'ok' });
        this.follow(names, sink);
      } catch (error) {
        delay = backoff.next();
        if (!signal.aborted) {
          this.tellProblem(sink, error, delay);
        }
      }
      await sleep(clock, delay, signal);
    }
    const all = [...this.running.values()];
    all.forEach(({ controller }) => controller.abort());
    await Promise.all(all.map(({ done }) => done));
  }

  private async names(signal: AbortSignal): Promise<string[]> {
    const { clock, directory, only } = this.options;
    const asking = attempt(clock, signal, DIRECTORY_LIMIT_MS);
    try {
      const names = await directory.clusters(asking.signal);
      return names.filter(name => !only || only.includes(name));
    } catch (error) {
      throw asking.state.timedOut
        ? new ClusterError('unreachable', 'no answer in time')
        : error;
    } finally {
      asking.end();
    }
  }

  private follow(names: string[], sink: FactSink) {
    for (const name of names) {
      const known = this.running.get(name);
      if (known) {
        known.misses = 0;
      } else {
        this.running.set(name, this.watch(name, sink));
      }
    }
    for (const [name, known] of this.running) {
      if (!names.includes(name) && ++known.misses >= MISSES) {
        this.running.delete(name);
        known.controller.abort();
        sourcesOf(name).forEach(source => sink.retire(source));
      }
    }
  }

  private watch(cluster: string, sink: FactSink): Running {
    const { directory, entities, ...options } = this.options;
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

/** Runs with a signal that follows both, and leaves no listener behind. */
async function untilEither(
  a: AbortSignal,
  b: AbortSignal,
  run: (either: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const end = () => controller.abort();
  a.addEventListener('abort', end);
  b.addEventListener('abort', end);
  if (a.aborted || b.aborted) {
    end();
  }
  try {
    await run(controller.signal);
  } finally {
    a.removeEventListener('abort', end);
    b.removeEventListener('abort', end);
  }
}

/** Ids under which a cluster is told of. */
function sourcesOf(cluster: string): string[] {
  return readings.map(({ aspect }) => clusterSource(cluster, aspect));
}
