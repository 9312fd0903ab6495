import type {
  Aspect,
  Fact,
  SourceHealth,
  RuntimeFacts,
} from '@slipway/plugin-slipway-common';
import type { FactSink } from '@slipway/plugin-slipway-node';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- what is held to the contract is internal, and stays so
import { systemClock } from '../../../plugins/slipway-backend/src/lib/clock';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- as above
import { KubernetesSource } from '../../../plugins/slipway-backend/src/sources/kubernetes/KubernetesSource';
import { Portal } from './portal';

/** The state back end's source, and what it has said last. */
export class Reader {
  private readonly stopping = new AbortController();
  private readonly done: Promise<void>;
  private waiting: Array<() => void> = [];
  readonly facts = new Map<string, RuntimeFacts | undefined>();
  /** What was said last of each aspect of a service that has it. */
  readonly aspects = new Map<Aspect, unknown>();
  readonly health = new Map<string, SourceHealth>();
  readonly complete = new Set<string>();
  /** How often something was said. */
  count = 0;

  constructor(portal: Portal) {
    const said = () => {
      this.count += 1;
      this.waiting.splice(0).forEach(wake => wake());
    };
    const sink: FactSink = {
      facts: facts => {
        for (const { aspect, subject, value } of facts) {
          if (value && subject.service) {
            this.aspects.set(aspect, value);
          }
        }
        for (const fact of facts.filter(f => f.aspect === 'deployments')) {
          this.facts.set(subjectOf(fact), fact.value as RuntimeFacts);
        }
        said();
      },
      complete: ({ source }) => {
        this.complete.add(source);
        said();
      },
      health: health => {
        this.health.set(health.id, health);
        said();
      },
      retire: () => said(),
      owning: (_, run, signal) => run(sink, signal),
    };
    const source = new KubernetesSource({
      everyMs: 2_000,
      directory: portal.directory,
      clock: systemClock,
      random: Math.random,
      wanted: () => ({
        value: undefined,
        until: new AbortController().signal,
      }),
      store: { health: async () => [] },
      stageOf: (_, namespace) => namespace,
      entities: {
        claims: { claims: [], until: new AbortController().signal },
        entities: [],
        read: AbortSignal.abort(),
      },
    });
    this.done = source.start(sink, this.stopping.signal);
  }

  /** Resolves once what was said satisfies the condition. */
  async until(
    what: string,
    condition: () => boolean,
    patienceMs = 60_000,
  ): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs);
    while (!condition()) {
      await new Promise<void>((resolve, reject) => {
        this.waiting.push(resolve);
        patience.addEventListener('abort', () =>
          reject(
            new Error(
              `${what}: not after ${patienceMs} ms; last said ${JSON.stringify({
                health: [...this.health.values()],
                facts: Object.fromEntries(this.facts),
              })}`,
            ),
          ),
        );
      });
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }
}

function subjectOf({ subject }: Pick<Fact, 'subject'>): string {
  const { service, environment, cluster, namespace } = subject;
  return `${service}/${environment}/${cluster}/${namespace}`;
}
