import { Clock, attempt, sleep } from '../../lib/clock';
import { Backoff } from '../servers/backoff';
import { ClusterClient, ClusterError, ResourceQuery } from './client';
import { Gate, Trouble } from './gate';
import { PrunedObject } from './kinds';
import { ObjectMap, OnChange } from './ObjectMap';
import { PROBE_LIMIT_MS, problemOf, readAll, readPage } from './pages';
import { ReadingStatus, failedStatus } from './status';
import { parseWatchEvent } from './watchEvent';

/**
 * A quiet watch brings a bookmark, and with it the response's headers, only every 60 s. This is the last resort, for
 * one watch that hangs, or a cluster that was away just between two heartbeats.
 */
export const SILENCE_LIMIT_MS = 90_000;
/** A watch that lived as long was worth its connection: the next one follows at once. */
export const STABLE_MS = 30_000;
/** Watches that break so often in a row are not waited for any more: the kind is listed with each try instead. */
const BROKEN_WATCHES = 3;

export interface ReflectorOptions<T extends PrunedObject> {
  client: ClusterClient;
  query: ResourceQuery;
  /** What is kept of an object; `undefined` leaves it out. Throws on what is no object. */
  prune: (object: unknown) => T | undefined;
  clock: Clock;
  random: () => number;
  gate: Pick<Gate, 'isDown' | 'pass'>;
  /** What the portal's account needs, for the sentence when it is refused. */
  permission: string;
  onChange: OnChange<T>;
  onStatus: (status: ReadingStatus) => void;
}

/** Keeps the pruned objects of one kind of one cluster as they are there: list, then watch, for ever. */
export class Reflector<T extends PrunedObject> {
  private readonly objects: ObjectMap<T>;
  private readonly backoff: Backoff;
  private status: ReadingStatus = { state: 'starting' };
  private resourceVersion: string | undefined;
  /** The last attempt got no good answer: ask before waiting on a watch that may stay silent for a minute. */
  private doubtful = false;
  /** Ends the watch that is open, if one is. */
  private cut: (() => void) | undefined;
  /** Watches that ended badly, one after the other, without a line between them. */
  private brokenWatches = 0;
  private counted = 0;
  private complete = false;

  constructor(private readonly options: ReflectorOptions<T>) {
    this.backoff = new Backoff(options.random);
    this.objects = new ObjectMap(options.onChange);
  }

  /** A complete list was read. */
  get synced() {
    return this.complete;
  }

  get query() {
    return this.options.query;
  }

  /** A watch is open, and nothing is known to be wrong with it. */
  get watching() {
    return this.cut !== undefined;
  }

  /** The cluster may be gone without the watch having told: asks, and watches on from where it was. */
  doubt() {
    this.cut?.();
  }

  /** Events and answers that could not be read, since the start. */
  get unusable() {
    return this.counted;
  }

  /** Resolves, and leaves nothing open, once the signal has aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, gate } = this.options;
    const shut = (trouble: Trouble) => this.shut(trouble);
    while (!signal.aborted) {
      await gate.pass(signal, shut);
      const { problem, stable } = await this.cycle(signal);
      const down = problem && !signal.aborted && (await gate.isDown(problem));
      if (signal.aborted) {
        return;
      }
      if (stable || down) {
        this.backoff.reset();
      }
      if (down) {
        this.doubtful = true;
        continue;
      }
      const wait = stable ? 0 : this.backoff.next();
      const delay = Math.max(problem?.retryAfterMs ?? 0, wait);
      this.doubtful =
        problem?.problem === 'unreachable' || problem?.problem === 'denied';
      if (this.status.state !== 'ok' || this.status.reason) {
        const nextTry = clock.now() + delay;
        this.tell({ ...this.status, nextTry });
      }
      await sleep(clock, delay, signal);
    }
  }

  /** Reads what is missing, then watches until the watch ends, well or badly. */
  private async cycle(
    signal: AbortSignal,
  ): Promise<{ problem?: ClusterError; stable: boolean }> {
    try {
      const known = this.resourceVersion !== undefined;
      if (this.doubtful && (known || this.status.state !== 'ok')) {
        const { query, client, clock } = this.options;
        const asking = { client, clock, signal };
        await readPage(query, { limit: 1 }, asking, PROBE_LIMIT_MS);
      }
      if (!known) {
        await this.list(signal);
      }
      if (!known || this.doubtful) {
        this.heard();
      }
    } catch (error) {
      const problem = this.judge(error);
      await this.failed(problem);
      return { problem, stable: false };
    }
    const startedAt = this.options.clock.now();
    let problem: ClusterError | undefined;
    let cut = false;
    try {
      cut = (await this.watch(signal)) === 'cut';
    } catch (error) {
      problem = this.judge(error);
    }
    const stable = this.options.clock.now() - startedAt >= STABLE_MS;
    if (cut) {
      // Nothing is said against the watch itself: it does not count as one that broke.
      problem = new ClusterError('unreachable', 'a heartbeat failed');
      return { problem, stable };
    }
    this.brokenWatches = problem && !stable ? this.brokenWatches + 1 : 0;
    if (problem && this.brokenWatches >= BROKEN_WATCHES) {
      this.resourceVersion = undefined;
      const { heardAt } = this.status;
      const reason = `changes do not stream (${problem.message}), it is read anew instead`;
      this.status = { state: 'ok', heardAt, reason };
    }
    return { problem, stable };
  }

  /** It waits for the cluster with all others. */
  private shut({ problem, nextTry }: Trouble) {
    const { heardAt } = this.status;
    const { permission } = this.options;
    this.tell(failedStatus(problem, permission, { heardAt, nextTry }));
  }

  private judge(error: unknown): ClusterError {
    const problem = problemOf(error);
    if (problem.problem === 'unusable') {
      this.counted += 1;
    }
    // Position and content are in doubt: only a new list is sure.
    if (problem.problem !== 'unreachable' && problem.problem !== 'denied') {
      this.resourceVersion = undefined;
    }
    return problem;
  }

  private async list(signal: AbortSignal) {
    const { query, prune, client, clock } = this.options;
    const { found, resourceVersion } = await readAll(query, prune, {
      client,
      clock,
      signal,
    });
    await this.objects.replace(found);
    this.resourceVersion = resourceVersion;
    this.complete = true;
  }

  private async watch(signal: AbortSignal): Promise<'ended' | 'cut'> {
    const { clock, client, query, random } = this.options;
    const watching = attempt(clock, signal, SILENCE_LIMIT_MS);
    let cut = false;
    this.cut = () => {
      cut = true;
      watching.end();
    };
    try {
      const lines = client.watch(query, {
        resourceVersion: this.resourceVersion!,
        // The server ends each watch after a while, and not all of them at the same time.
        timeoutSeconds: Math.round(300 + random() * 300),
        signal: watching.signal,
      });
      for await (const line of lines) {
        watching.arm();
        this.apply(line);
        this.brokenWatches = 0;
        this.heard();
      }
    } catch (error) {
      if (cut) {
        return 'cut';
      }
      // Whatever happened meanwhile, a silent stream may have swallowed it.
      throw watching.state.timedOut
        ? new ClusterError('gone', 'the stream of changes fell silent')
        : error;
    } finally {
      this.cut = undefined;
      watching.end();
    }
    return cut ? 'cut' : 'ended';
  }

  private apply(line: string) {
    const event = parseWatchEvent(line);
    this.resourceVersion = event.resourceVersion;
    if (event.type === 'BOOKMARK') {
      return;
    }
    const object = this.options.prune(event.object);
    if (object && event.type !== 'DELETED') {
      this.objects.put(object);
    } else {
      // Gone, or no longer labelled as one of ours.
      this.objects.remove(event.key);
    }
  }

  private heard() {
    const { reason } = this.status;
    const heardAt = this.options.clock.now();
    const polled = this.brokenWatches >= BROKEN_WATCHES && reason;
    this.tell({ state: 'ok', heardAt, ...(polled && { reason }) });
  }

  private async failed(problem: ClusterError) {
    if (problem.problem === 'absent') {
      // The kind is not there, and that is an answer.
      await this.objects.replace(new Map());
      this.complete = true;
      this.heard();
    } else {
      const { heardAt } = this.status;
      const { permission } = this.options;
      this.status = failedStatus(problem, permission, { heardAt });
    }
  }

  private tell(status: ReadingStatus) {
    this.status = status;
    this.options.onStatus(status);
  }
}
