import { LoggerService } from '@backstage/backend-plugin-api';
import { FactSink } from '@slipway/plugin-slipway-node';
import {
  DeploymentState,
  Fact,
  RuntimeFacts,
  SourceHealth,
  Subject,
  deploymentStateOf,
} from '@slipway/plugin-slipway-common';
import { Clock, isoNow } from '../lib/clock';
import { StateChanges, StateDocument, StateStore } from '../store';
import { transition } from './transition';

const COALESCE_MS = 100;
const RETRY_MS = 2_000;

/** What became visible: whose documents changed, and which sources changed their state. */
export interface StateChange {
  subjects: Subject[];
  sources: string[];
  revision: number;
}

export interface StateWriterOptions {
  store: StateStore;
  clock: Clock;
  logger: LoggerService;
  onChange: (change: StateChange) => void;
}

/** Turns facts into verdicts and writes what changed: at most one transaction each 100 ms, none without a change. */
export class StateWriter implements FactSink {
  /** Remembers one small document an environment, so that an unchanged fact costs no query. */
  private readonly known = new Map<string, StateDocument>();
  private readonly healths = new Map<string, SourceHealth>();
  private readonly pendingFacts = new Map<string, Fact>();
  private readonly pendingHealth = new Map<string, SourceHealth>();
  private readonly pendingRetired = new Set<string>();
  private timer: (() => void) | undefined;
  private writing: Promise<void> = Promise.resolve();
  private closed = false;

  private constructor(private readonly options: StateWriterOptions) {}

  static async create(options: StateWriterOptions): Promise<StateWriter> {
    const writer = new StateWriter(options);
    for (const document of await options.store.allDocuments()) {
      writer.known.set(keyOf(document.subject), document);
    }
    await writer.startAnew();
    return writer;
  }

  facts(facts: Fact[]) {
    for (const fact of facts.filter(f => f.kind === 'runtime')) {
      this.pendingFacts.set(keyOf(fact.subject), fact);
    }
    this.schedule(COALESCE_MS);
  }

  complete(reading: Parameters<FactSink['complete']>[0]) {
    const { source, kind, at, subjects } = reading;
    const present = new Set(subjects.map(keyOf));
    const gone = [...this.known.values()].filter(
      document =>
        document.source === source &&
        document.state !== undefined &&
        !present.has(keyOf(document.subject)),
    );
    this.facts(
      gone.map(({ subject }) => ({
        kind,
        subject,
        source,
        at,
        value: undefined,
      })),
    );
  }

  health(health: SourceHealth) {
    this.pendingHealth.set(health.id, health);
    this.pendingRetired.delete(health.id);
    this.schedule(COALESCE_MS);
  }

  retire(source: string) {
    this.pendingHealth.delete(source);
    this.pendingRetired.add(source);
    this.schedule(COALESCE_MS);
  }

  /** Writes what is pending and takes nothing more. */
  async close(): Promise<void> {
    this.timer?.();
    await this.writing;
    await this.flush();
    this.closed = true;
  }

  /** What the sources said before the restart is no news any more: each of them is about to be read again. */
  private async startAnew() {
    const { store, clock } = this.options;
    for (const { id, value } of await store.health()) {
      if (value) {
        const kept = value.heardAt ? { heardAt: value.heardAt } : {};
        this.health({ id, state: 'starting', since: isoNow(clock), ...kept });
      }
    }
    await this.flush();
  }

  private schedule(ms: number) {
    if (this.timer || this.closed) {
      return;
    }
    this.timer = this.options.clock.timer(ms, () => {
      this.timer = undefined;
      this.writing = this.writing.then(() => this.flush());
    });
  }

  private async flush() {
    const facts = [...this.pendingFacts.values()];
    const health = [...this.pendingHealth.values()];
    const retired = [...this.pendingRetired];
    this.pendingFacts.clear();
    this.pendingHealth.clear();
    this.pendingRetired.clear();
    try {
      await this.write(facts, health, retired);
    } catch (error) {
      this.options.logger.error(
        'State could not be written, it is tried again',
        error as Error,
      );
      this.takeBack(facts, health, retired);
      this.schedule(RETRY_MS);
    }
  }

  private async write(
    facts: Fact[],
    health: SourceHealth[],
    retired: string[],
  ) {
    const { store, onChange } = this.options;
    const changes: StateChanges = {
      documents: [],
      history: [],
      health,
      retired,
    };
    for (const fact of facts) {
      const key = keyOf(fact.subject);
      const before = this.known.get(key);
      const { state, history } = transition(
        fact.subject,
        before?.state,
        stateOf(fact),
        fact.at,
      );
      if (JSON.stringify(state) !== JSON.stringify(before?.state)) {
        const { subject, source, at } = fact;
        changes.documents.push({ subject, source, state, at });
        changes.history.push(...history);
      }
    }
    const sources = [
      ...health.filter(h => this.isNews(h)).map(h => h.id),
      ...retired,
    ];
    const visible = changes.documents.length > 0 || sources.length > 0;
    if (!visible && health.length === 0) {
      return;
    }
    const { revision } = await store.write(changes, { visible });
    changes.documents.forEach(d => this.known.set(keyOf(d.subject), d));
    health.forEach(h => this.healths.set(h.id, h));
    retired.forEach(id => this.healths.delete(id));
    if (visible) {
      const subjects = changes.documents.map(d => d.subject);
      onChange({ subjects, sources, revision });
    }
  }

  /** That a source was heard again, or is tried again, is written but is no news. */
  private isNews(health: SourceHealth): boolean {
    const before = this.healths.get(health.id);
    return (
      before?.state !== health.state ||
      before.reason !== health.reason ||
      before.permission !== health.permission
    );
  }

  /** Newer ones that came meanwhile win. */
  private takeBack(facts: Fact[], health: SourceHealth[], retired: string[]) {
    for (const fact of facts) {
      const key = keyOf(fact.subject);
      this.pendingFacts.set(key, this.pendingFacts.get(key) ?? fact);
    }
    for (const h of health.filter(({ id }) => !this.pendingRetired.has(id))) {
      this.pendingHealth.set(h.id, this.pendingHealth.get(h.id) ?? h);
    }
    for (const id of retired.filter(r => !this.pendingHealth.has(r))) {
      this.pendingRetired.add(id);
    }
  }
}

function stateOf(fact: Fact): DeploymentState | undefined {
  return fact.value === undefined
    ? undefined
    : deploymentStateOf(fact.value as RuntimeFacts, fact.subject);
}

function keyOf(subject: Subject): string {
  const { service, environment, cluster, namespace } = subject;
  return [service, environment, cluster, namespace].join('/');
}
