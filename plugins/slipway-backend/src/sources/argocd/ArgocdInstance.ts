import {
  ArgoInstance,
  FactSink,
  applicationLink,
} from '@slipway/plugin-slipway-node';
import { Fact } from '@slipway/plugin-slipway-common';
import { EntityDirectory } from '../../entities/EntityDirectory';
import { StageOf } from '../../entities/stages';
import { Clock, attempt, isoNow, sleep } from '../../lib/clock';
import {
  PrunedDelivery,
  pruneApplication,
} from '../kubernetes/kinds/deliveries';
import { anyones } from '../kubernetes/kinds/read';
import { Namer, namerFor } from '../kubernetes/whose';
import { Backoff } from '../servers/backoff';
import { ServerReader } from '../servers/ServerReader';
import { ServerError } from '../servers/problems';
import { ApplicationEvent, ArgocdClient } from './ArgocdClient';

/** A connection that broke without a word would be listened to for ever. */
const LIFE_MS = 10 * 60_000;
/** So rarely is the whole list read while the stream is heard: it makes sure, and costs 15 kB an Application. */
const WHILE_HEARD_MS = 5 * 60_000;
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
  /** What was read, and what was heard of it since. */
  private known = new Map<string, PrunedDelivery>();
  private readAt = -Infinity;
  /** Since when the stream tells what happens: what ended before is in the list alone. */
  private streamsSince = Infinity;
  private heardAt = -Infinity;
  private longestMs = WHILE_HEARD_MS;
  /** What is heard while a list is read, which may be older. */
  private heard: Map<string, PrunedDelivery | undefined> | undefined;

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
        if (this.isDue()) {
          await this.read(aborted);
        }
        this.tell(sink);
        const at = Math.max(this.readAt, this.heardAt);
        return { heardAt: new Date(at).toISOString() };
      },
    });
    await Promise.all([
      reader.run(sink, signal),
      this.listen(() => reader.soon(), signal),
    ]);
  }

  /** A stream that says nothing may be one that broke without a word: then the list is read as if there were none. */
  private isDue(): boolean {
    const { clock, everyMs } = this.options;
    const age = clock.now() - this.readAt;
    const isHeard =
      this.streamsSince <= this.readAt &&
      clock.now() - this.heardAt < everyMs &&
      age < this.longestMs;
    return age >= everyMs && !isHeard;
  }

  /** Changes show at once where it streams; where it does not, with the next reading. */
  private async listen(ring: () => void, signal: AbortSignal) {
    const { clock, random } = this.options;
    const backoff = new Backoff(random);
    while (!signal.aborted) {
      const begun = clock.now();
      const life = attempt(clock, signal, LIFE_MS);
      const onEvent = (event: ApplicationEvent) => {
        this.heardAt = clock.now();
        this.streamsSince = Math.min(this.streamsSince, this.heardAt);
        if (this.hear(event)) {
          ring();
        }
      };
      await this.client.changes(life.signal, onEvent).catch(() => {});
      this.streamsSince = Infinity;
      life.end();
      if (clock.now() - begun >= WORTH_MS) {
        backoff.reset();
      }
      await sleep(clock, backoff.next(), signal);
    }
  }

  /** Whether it is about an Application that is, or was, somebody's. */
  private hear({ type, application }: ApplicationEvent): boolean {
    const { key } = anyones(application);
    const now =
      type === 'DELETED'
        ? undefined
        : pruneApplication(application, this.whose());
    this.heard?.set(key, now);
    return put(this.known, key, now);
  }

  private async read(signal: AbortSignal): Promise<void> {
    const begun = this.options.clock.now();
    const whose = this.whose();
    const found = new Map<string, PrunedDelivery>();
    const heard = new Map<string, PrunedDelivery | undefined>();
    this.heard = heard;
    try {
      const count = await this.client.applications(signal, one => {
        const pruned = pruneApplication(one, whose);
        if (pruned) {
          found.set(pruned.key, pruned);
        }
      });
      if (count === 0 && !(await this.client.getsApplications(signal))) {
        throw new ServerError('denied', 'it shows this account nothing');
      }
    } finally {
      this.heard = undefined;
    }
    heard.forEach((now, key) => put(found, key, now));
    this.known = found;
    this.readAt = begun;
    // Several instances need not be read in step.
    this.longestMs = WHILE_HEARD_MS * (1 - this.options.random() / 4);
  }

  private whose(): Namer {
    const { entities, stageOf } = this.options;
    return namerFor(this.place, entities.claims.claims, stageOf);
  }

  private tell(sink: FactSink) {
    const at = isoNow(this.options.clock);
    const { source, place: cluster } = this;
    const facts = new Map<string, Fact<'delivery'>>();
    for (const one of this.known.values()) {
      const { service, environment, namespace, fact } = one;
      const key = [service, environment, namespace].join('/');
      const known = facts.get(key)?.value?.deliveries ?? [];
      const link = applicationLink(this.instance, fact);
      facts.set(key, {
        aspect: 'delivery',
        subject: { service, environment, cluster, namespace },
        source,
        at,
        value: { deliveries: [...known, { ...fact, ...(link && { link }) }] },
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

function put(
  all: Map<string, PrunedDelivery>,
  key: string,
  now: PrunedDelivery | undefined,
): boolean {
  if (now) {
    all.set(key, now);
    return true;
  }
  return all.delete(key);
}
