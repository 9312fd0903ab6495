import { Clock, aborted, sleep } from '../../lib/clock';
import { untilEither } from '../../lib/signals';
import { Backoff } from '../servers/backoff';
import { ClusterClient, ClusterError } from './client';
import { PROBE_LIMIT_MS, inTime, problemOf } from './pages';
import { FORBIDDEN } from './problems';

/**
 * The longest wait for a cluster that is down. With a probe that hangs, and with hundreds who then read on one after
 * the other, everything is known anew within 35 s.
 */
const LONGEST_MS = 12_000;
/** Who watches a cluster as a whole never has more of them. */
const AT_ONCE = 50;
/** What 50 namespaces have takes as long as it does when they are begun. */
const PER_SECOND = 100;
const STEP_MS = 100;
/** Whether a cluster answers is not asked again so soon: a hundred watches seldom break in the same moment. */
const CALM_MS = 1_000;

/** A cluster that cannot be asked anything. */
export interface Trouble {
  problem: ClusterError;
  nextTry: number;
}

export interface GateOptions {
  client: ClusterClient;
  clock: Clock;
  random: () => number;
}

interface Waiter {
  onShut(trouble: Trouble): void;
  go(): void;
}

/**
 * Who reads a cluster passes here before he asks it for something. While it does not answer, one probe asks for all of them,
 * and they wait; when it does again, they go on at a pace that it bears.
 */
export class Gate {
  private readonly waiting = new Set<Waiter>();
  private readonly listeners: (() => void)[] = [];
  private doubting = new AbortController();
  private shutting = new AbortController();
  private judged: ((down: boolean) => void)[] = [];
  private trouble: Trouble | undefined;
  private answeredAt = -Infinity;
  private room = AT_ONCE;
  private roomAt = -Infinity;
  private cancel: (() => void) | undefined;
  private ended = false;

  constructor(private readonly options: GateOptions) {}

  /** Is told each time that nobody may pass any more. */
  whenShut(listener: () => void) {
    this.listeners.push(listener);
  }

  /** Whether this went wrong because of the cluster as a whole. */
  async isDown(problem: ClusterError): Promise<boolean> {
    if (this.trouble || this.ended || !mayConcernAll(problem)) {
      return this.trouble !== undefined;
    }
    if (this.options.clock.now() - this.answeredAt < CALM_MS) {
      return false;
    }
    return new Promise(resolve => {
      this.judged.push(resolve);
      this.doubting.abort();
    });
  }

  /** Resolves when it may be asked, or as soon as the signal aborts. Why it may not is told at once, and with each try. */
  pass(
    signal: AbortSignal,
    onShut: (trouble: Trouble) => void,
  ): Promise<void> | void {
    const free = !this.trouble && this.waiting.size === 0 && this.take();
    if (free || this.ended || signal.aborted) {
      return undefined;
    }
    return new Promise(resolve => {
      const waiter: Waiter = {
        onShut,
        go: () => {
          signal.removeEventListener('abort', waiter.go);
          this.waiting.delete(waiter);
          this.serveLater();
          resolve();
        },
      };
      signal.addEventListener('abort', waiter.go);
      this.waiting.add(waiter);
      this.serveLater();
      if (this.trouble) {
        onShut(this.trouble);
      }
    });
  }

  /** Resolves after the time, or as soon as nobody may pass any more. */
  async rest(ms: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.options;
    await untilEither(signal, this.shutting.signal, either =>
      sleep(clock, ms, either),
    );
  }

  /** Resolves once the signal has aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.options;
    const backoff = new Backoff(random, LONGEST_MS);
    while (!signal.aborted) {
      await this.doubted(signal);
      for (;;) {
        const problem = signal.aborted ? undefined : await this.probe(signal);
        if (!problem || signal.aborted) {
          break;
        }
        const wait = Math.max(backoff.next(), problem.retryAfterMs ?? 0);
        this.shut({ problem, nextTry: clock.now() + wait });
        await sleep(clock, wait, signal);
      }
      backoff.reset();
      this.open();
    }
    this.ended = true;
    [...this.waiting].forEach(({ go }) => go());
  }

  private async doubted(signal: AbortSignal): Promise<void> {
    const doubt = () => this.doubting.abort();
    signal.addEventListener('abort', doubt);
    await aborted(this.doubting.signal);
    signal.removeEventListener('abort', doubt);
  }

  private async probe(signal: AbortSignal): Promise<ClusterError | undefined> {
    const { client, clock } = this.options;
    try {
      await inTime({ clock, signal }, PROBE_LIMIT_MS, limited =>
        client.apis(limited),
      );
      return undefined;
    } catch (error) {
      const problem = problemOf(error);
      // It answers: what may be read is another question.
      return problem.message === FORBIDDEN ? undefined : problem;
    }
  }

  private shut(trouble: Trouble) {
    const before = this.trouble;
    this.trouble = trouble;
    this.serveLater();
    this.judge(true);
    if (!before) {
      this.shutting.abort();
      this.listeners.forEach(listener => listener());
    }
    this.waiting.forEach(({ onShut }) => onShut(trouble));
  }

  private open() {
    this.trouble = undefined;
    this.answeredAt = this.options.clock.now();
    this.doubting = new AbortController();
    if (this.shutting.signal.aborted) {
      this.shutting = new AbortController();
    }
    this.judge(false);
    this.serve();
  }

  private judge(down: boolean) {
    const { judged } = this;
    this.judged = [];
    judged.forEach(resolve => resolve(down));
  }

  private serve() {
    this.cancel = undefined;
    for (const { go } of [...this.waiting]) {
      if (this.trouble || !this.take()) {
        break;
      }
      go();
    }
    this.serveLater();
  }

  /** There is a timer while somebody waits for his turn, and only then. */
  private serveLater() {
    const wanted = this.waiting.size > 0 && !this.trouble;
    if (!wanted) {
      this.cancel?.();
      this.cancel = undefined;
    } else if (!this.cancel) {
      this.cancel = this.options.clock.timer(STEP_MS, () => this.serve());
    }
  }

  private take(): boolean {
    const now = this.options.clock.now();
    const gained = ((now - this.roomAt) / 1_000) * PER_SECOND;
    this.room = Math.min(AT_ONCE, this.room + gained);
    this.roomAt = now;
    if (this.room < 1) {
      return false;
    }
    this.room -= 1;
    return true;
  }
}

/** What may not be read, is not there or is too old is so for a kind in a place. */
function mayConcernAll({ problem, message }: ClusterError): boolean {
  return (
    problem === 'unreachable' ||
    problem === 'unusable' ||
    (problem === 'denied' && message !== FORBIDDEN)
  );
}
