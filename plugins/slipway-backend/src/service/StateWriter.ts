import { LoggerService } from '@backstage/backend-plugin-api';
import { FactSink } from '@slipway/plugin-slipway-node';
import {
  AnyState,
  Fact,
  FactsOf,
  SourceHealth,
  stateOf,
} from '@slipway/plugin-slipway-common';
import { createHash } from 'node:crypto';
import { Clock, isoNow } from '../lib/clock';
import { inParts } from '../lib/parts';
import {
  Changes,
  DocumentKey,
  DocumentMark,
  Lease,
  LeaseLost,
  StateChanges,
  StateDocument,
  StateStore,
} from '../store';
import { placeOf } from '../sources/ids';
import { WriterTelemetry } from './telemetry';
import { transition } from './transition';

/** At most four writes a second. */
const COALESCE_MS = 250;
/** The digest of nothing. */
const GONE = '';
const RETRY_MS = 2_000;
/** In one transaction. A cluster that was just read has some ten thousand, and the portal has others to serve meanwhile. */
const AT_ONCE = 100;
/** Whoever has more to tell is asked to wait. */
const MOST_PENDING = 1_000;

export interface StateWriterOptions {
  store: StateStore;
  clock: Clock;
  logger: LoggerService;
  /** What became visible. */
  onChange: (changes: Changes) => void;
  telemetry: WriterTelemetry;
  /** Under which everything is written; without one nothing but health is. */
  lease?: Lease;
}

/**
 * Turns facts into verdicts and writes what changed: at most four times a second, unless much has piled up, and never without a
 * change.
 */
export class StateWriter implements Omit<FactSink, 'owning'> {
  /** Remembers of each document what it was made from, so that an unchanged fact costs no query. */
  private readonly known = new Map<string, DocumentMark>();
  private readonly healths = new Map<string, SourceHealth>();
  private readonly pendingFacts = new Map<string, Fact>();
  /** What is being written just now. */
  private writtenNow: readonly Fact[] = [];
  private readonly pendingHealth = new Map<string, SourceHealth>();
  private readonly pendingRetired = new Set<string>();
  private timer: (() => void) | undefined;
  private writing: Promise<void> = Promise.resolve();
  private waiting: (() => void)[] = [];
  private closed = false;

  private constructor(private readonly options: StateWriterOptions) {}

  static async create(options: StateWriterOptions): Promise<StateWriter> {
    const writer = new StateWriter(options);
    if (options.lease) {
      const { name } = options.lease;
      for (const mark of await options.store.marks(name)) {
        writer.known.set(keyOf(mark), mark);
      }
      await writer.startAnew(name);
    }
    return writer;
  }

  facts(facts: Fact[]): void | Promise<void> {
    for (const fact of facts) {
      this.pendingFacts.set(keyOf(fact), fact);
    }
    this.schedule(COALESCE_MS);
    if (this.pendingFacts.size < MOST_PENDING || this.closed) {
      return undefined;
    }
    return new Promise(resolve => {
      this.waiting.push(resolve);
    });
  }

  complete(reading: Parameters<FactSink['complete']>[0]) {
    const { source, aspect, at, subjects } = reading;
    const present = new Set(
      subjects.map(subject => keyOf({ aspect, subject })),
    );
    const place = placeOf(source);
    const isGone = (key: string, told: Omit<DocumentMark, 'digest'>) =>
      (told.source === source || isWithin(place, told)) &&
      told.aspect === aspect &&
      !present.has(key);
    // What was told last counts, also where it was not written yet: whoever told it may have been wrong by now.
    const unwritten = new Map(
      [...this.writtenNow, ...this.pendingFacts.values()].map(fact => [
        keyOf(fact),
        fact,
      ]),
    );
    const written = [...this.known].filter(
      ([key, mark]) =>
        mark.digest !== GONE && !unwritten.has(key) && isGone(key, mark),
    );
    const told = [...unwritten].filter(
      ([key, fact]) => fact.value !== undefined && isGone(key, fact),
    );
    this.facts(
      [...written, ...told].map(([, { subject }]) => ({
        aspect,
        subject,
        source,
        at,
        value: undefined,
      })),
    );
  }

  health(health: SourceHealth) {
    this.options.telemetry.health(health);
    this.pendingHealth.set(health.id, health);
    this.pendingRetired.delete(health.id);
    this.schedule(COALESCE_MS);
  }

  retire(source: string) {
    this.options.telemetry.retired(source);
    this.pendingHealth.delete(source);
    this.pendingRetired.add(source);
    this.schedule(COALESCE_MS);
  }

  /** Writes what is pending and takes nothing more. */
  async close(): Promise<void> {
    this.timer?.();
    await this.writing;
    // What cannot be written now is read again by whoever comes next: nothing of this one stays behind to try.
    this.end();
    this.options.telemetry.end();
    await this.flush();
  }

  /** What was said before, here or by another replica, is no news any more: it is about to be read again. */
  private async startAnew(name: string) {
    const { store, clock } = this.options;
    for (const { id, value } of await store.health()) {
      if (value && id.startsWith(`${name}/`) && placeOf(id)?.namespace) {
        // Whether it has to be read by itself is seen anew.
        this.retire(id);
      } else if (value && (id === name || id.startsWith(`${name}/`))) {
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
    while (await this.flushPending()) {
      // What has piled up meanwhile waits for nothing.
    }
  }

  private async flushPending(): Promise<boolean> {
    const parts = inParts([...this.pendingFacts.values()], AT_ONCE);
    const health = [...this.pendingHealth.values()];
    const retired = [...this.pendingRetired];
    this.pendingFacts.clear();
    this.pendingHealth.clear();
    this.pendingRetired.clear();
    this.writtenNow = parts.flat();
    try {
      for (; parts.length > 1; parts.shift()) {
        await this.write(parts[0], [], []);
        // Only as fast as the database takes it.
        this.makeRoom();
      }
      // How well something is known is said when all of it was.
      await this.write(parts[0] ?? [], health, retired);
      this.makeRoom();
      return this.pendingFacts.size >= MOST_PENDING;
    } catch (error) {
      if (error instanceof LeaseLost) {
        this.end();
        return false;
      }
      this.options.telemetry.failed();
      this.options.logger.error(
        'State could not be written, it is tried again',
        error as Error,
      );
      this.takeBack(parts.flat(), health, retired);
      this.schedule(RETRY_MS);
      return false;
    } finally {
      this.writtenNow = [];
    }
  }

  private end() {
    this.closed = true;
    this.makeRoom();
  }

  private makeRoom() {
    this.waiting.splice(0).forEach(go => go());
  }

  private async write(
    facts: Fact[],
    health: SourceHealth[],
    retired: string[],
  ) {
    const { clock, store, telemetry, onChange, lease } = this.options;
    const { documents, history } = await this.judge(facts);
    const changes: StateChanges = { documents, history, health, retired };
    const sources = [
      ...health.filter(h => this.isNews(h)).map(h => h.id),
      ...retired,
    ];
    const visible = documents.length > 0 || sources.length > 0;
    if (!visible && health.length === 0) {
      return;
    }
    const began = clock.now();
    const { revision } = await store.write(changes, {
      visible,
      ...(lease && { lease }),
    });
    telemetry.wrote(documents.length, clock.now() - began);
    for (const { aspect, subject, source, digest } of documents) {
      const mark = { aspect, subject, source, digest };
      this.known.set(keyOf(mark), mark);
    }
    health.forEach(h => this.healths.set(h.id, h));
    retired.forEach(id => this.healths.delete(id));
    if (visible) {
      const at = (names: string[]) =>
        new Map(names.map(name => [name, revision]));
      onChange({
        services: at(documents.map(d => d.subject.service)),
        sources: at(sources),
      });
    }
  }

  /** What the rules make of facts that differ from what was known; only of these is it looked up. */
  private async judge(
    facts: Fact[],
  ): Promise<Pick<StateChanges, 'documents' | 'history'>> {
    const news = facts.flatMap(fact => {
      const seen = seenIn(fact);
      const digest = digestOf(seen, pastIn(fact));
      const mark = this.known.get(keyOf(fact));
      const same = (mark?.digest ?? GONE) === digest;
      return same && (!mark || mark.source === fact.source)
        ? []
        : [{ fact, seen, digest, known: mark !== undefined }];
    });
    const services = news
      .filter(({ known }) => known)
      .map(({ fact }) => fact.subject.service);
    const before = new Map(
      (await this.options.store.documentsOf(...new Set(services))).map(
        ({ value }) => [keyOf(value), value.state],
      ),
    );
    const documents: StateDocument[] = [];
    const history: StateChanges['history'] = [];
    for (const { fact, seen, digest } of news) {
      const { aspect, subject, source, at } = fact;
      const next = transition(fact, before.get(keyOf(fact)), seen, at);
      documents.push({
        aspect,
        subject,
        source,
        state: next.state,
        digest,
        at,
      });
      history.push(...next.history);
    }
    return { documents, history };
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
      const key = keyOf(fact);
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

/** Whether a source that reads a place whole knows of this, whoever told it before. */
function isWithin(
  place: ReturnType<typeof placeOf>,
  { subject }: DocumentKey,
): boolean {
  return (
    place !== undefined &&
    place.cluster === subject.cluster &&
    [undefined, subject.namespace].includes(place.namespace)
  );
}

function seenIn(fact: Fact): AnyState | undefined {
  const { aspect, subject, value, at } = fact;
  const { environment, namespace } = subject;
  return value === undefined
    ? undefined
    : stateOf(aspect, value, {
        environment: environment || namespace,
        now: at,
      });
}

/** What is no part of the state, and still news for the history. */
function pastIn({ aspect, value }: Fact): unknown {
  return aspect === 'commits'
    ? (value as FactsOf['commits'] | undefined)?.earlier
    : undefined;
}

function digestOf(seen: AnyState | undefined, past: unknown): string {
  const told = past === undefined ? seen : { seen, past };
  return seen
    ? createHash('sha1').update(JSON.stringify(told)).digest('base64url')
    : GONE;
}

function keyOf({ aspect, subject }: DocumentKey): string {
  const { service, environment, cluster, namespace } = subject;
  return [aspect, service, environment, cluster, namespace].join('/');
}
