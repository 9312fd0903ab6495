import { ArgoInstance, FactSink } from '@slipway/plugin-slipway-node';
import { Fact } from '@slipway/plugin-slipway-common';
import { EntityDirectory } from '../../entities/EntityDirectory';
import { StageOf } from '../../entities/stages';
import { Clock, attempt, isoNow, sleep } from '../../lib/clock';
import { ClusterError } from '../kubernetes/client';
import {
  PrunedDelivery,
  pruneApplication,
} from '../kubernetes/kinds/deliveries';
import { Namer, namerFor } from '../kubernetes/whose';
import { Backoff } from '../servers/backoff';
import { unusable } from '../servers/problems';
import { ServerReader } from '../servers/ServerReader';
import { ArgocdClient } from './ArgocdClient';

/** A connection that broke without a word would be listened to for ever. */
const LIFE_MS = 10 * 60_000;
/** A stream that lived as long was worth its connection. */
const WORTH_MS = 60_000;

export interface ArgocdOptions {
  entities: Pick<EntityDirectory, 'claims'>;
  stageOf: StageOf;
  clock: Clock;
  random: () => number;
  /** From one reading to the next where nothing is heard of changes. */
  everyMs: number;
}

/** Under which id an instance is told of. */
export function argocdSource({ name }: Pick<ArgoInstance, 'name'>): string {
  return `argocd/${name}/delivery`;
}

/** The Applications of one Argo CD, as its API tells them. */
export class ArgocdInstance {
  private readonly client: ArgocdClient;
  private readonly source: string;
  /** In the place of the cluster that its Applications lie in, which its API does not tell. */
  private readonly place: string;

  constructor(
    private readonly instance: ArgoInstance,
    private readonly options: ArgocdOptions,
  ) {
    this.client = new ArgocdClient(instance, options.clock);
    this.place = `argocd/${instance.name}`;
    this.source = argocdSource(instance);
  }

  async run(sink: FactSink, signal: AbortSignal): Promise<void> {
    const { clock, random, everyMs } = this.options;
    const reader = new ServerReader({
      source: this.source,
      clock,
      random,
      everyMs,
      permission: `a token or account that Argo CD ${this.instance.name} lets get applications`,
      turn: async aborted => {
        this.tell(await this.read(aborted), sink);
        return { heardAt: isoNow(clock) };
      },
    });
    await Promise.all([
      reader.run(sink, signal),
      this.listen(() => reader.soon(), signal),
    ]);
  }

  /** Changes show at once where it streams; where it does not, with the next reading. */
  private async listen(ring: () => void, signal: AbortSignal) {
    const { clock, random } = this.options;
    const backoff = new Backoff(random);
    while (!signal.aborted) {
      const begun = clock.now();
      const life = attempt(clock, signal, LIFE_MS);
      await this.client.changes(life.signal, ring).catch(() => {});
      life.end();
      if (clock.now() - begun >= WORTH_MS) {
        backoff.reset();
      }
      await sleep(clock, backoff.next(), signal);
    }
  }

  private async read(signal: AbortSignal): Promise<PrunedDelivery[]> {
    const { entities, stageOf } = this.options;
    const found = await this.client.applications(signal);
    const whose = namerFor(this.place, entities.claims.claims, stageOf);
    return found.flatMap(one => pruned(one, whose));
  }

  private tell(applications: PrunedDelivery[], sink: FactSink) {
    const at = isoNow(this.options.clock);
    const { source, place: cluster } = this;
    const facts = new Map<string, Fact<'delivery'>>();
    for (const { service, environment, namespace, fact } of applications) {
      const key = [service, environment, namespace].join('/');
      const known = facts.get(key)?.value?.deliveries ?? [];
      facts.set(key, {
        aspect: 'delivery',
        subject: { service, environment, cluster, namespace },
        source,
        at,
        value: { deliveries: [...known, fact] },
      });
    }
    const all = [...facts.values()];
    sink.facts(all);
    sink.complete({
      source,
      aspect: 'delivery',
      at,
      subjects: all.map(({ subject }) => subject),
    });
  }
}

function pruned(application: unknown, whose: Namer): PrunedDelivery[] {
  try {
    const found = pruneApplication(application, whose);
    return found ? [found] : [];
  } catch (error) {
    throw error instanceof ClusterError ? unusable('Argo CD') : error;
  }
}
