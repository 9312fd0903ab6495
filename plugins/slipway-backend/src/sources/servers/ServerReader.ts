import { FactSink } from '@slipway/plugin-slipway-node';
import { SourceHealth } from '@slipway/plugin-slipway-common';
import { Clock, isoNow, sleep } from '../../lib/clock';
import { Backoff } from './backoff';
import { ServerError } from './problems';

/** However much changes there, it is not asked more often. */
const LEAST_MS = 1_000;

export interface ServerReaderOptions {
  source: string;
  clock: Clock;
  random: () => number;
  /** From one turn to the next while all is well. */
  everyMs: number;
  /** What the portal needs where it is denied. */
  permission: string;
  /** Reads what is due: as of when all is known then, and what somebody should see to. */
  turn: (signal: AbortSignal) => Promise<{ heardAt: string; reason?: string }>;
}

/** Asks one server turn by turn, says how it is, and waits longer and longer while it is not well. */
export class ServerReader {
  private readonly backoff: Backoff;
  private told: SourceHealth | undefined;
  /** Ends the wait for the next turn. */
  private wake = () => {};
  /** Something changed since the last turn began, which may have read too early to see it. */
  private rung = false;
  private begunAt = -Infinity;

  constructor(private readonly options: ServerReaderOptions) {
    this.backoff = new Backoff(options.random);
  }

  async run(
    sink: Pick<FactSink, 'health'>,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, everyMs, turn } = this.options;
    this.tell(sink, { state: 'starting' });
    while (!signal.aborted) {
      let wait = everyMs;
      let well = false;
      try {
        this.begunAt = clock.now();
        this.rung = false;
        this.tell(sink, { state: 'ok', ...(await turn(signal)) });
        this.backoff.reset();
        well = true;
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        const problem =
          error instanceof ServerError
            ? error
            : new ServerError('unreachable', 'reading it failed unexpectedly');
        wait = Math.max(this.backoff.next(), problem.retryAfterMs ?? 0);
        this.tellProblem(sink, problem, wait);
      }
      await this.rest(wait, well, signal);
    }
  }

  /** Something changed there: the next turn comes earlier, if the server is well. */
  soon() {
    this.rung = true;
    this.wake();
  }

  private async rest(wait: number, well: boolean, parent: AbortSignal) {
    const { clock } = this.options;
    const resting = new AbortController();
    const end = () => resting.abort();
    parent.addEventListener('abort', end);
    if (parent.aborted) {
      end();
    }
    let cancel = () => {};
    this.wake = () => {
      if (!well) {
        return;
      }
      const left = this.begunAt + LEAST_MS - clock.now();
      cancel();
      cancel = clock.timer(Math.max(0, left), end);
    };
    if (this.rung) {
      this.wake();
    }
    try {
      await sleep(clock, wait, resting.signal);
    } finally {
      this.wake = () => {};
      cancel();
      parent.removeEventListener('abort', end);
    }
  }

  private tellProblem(
    sink: Pick<FactSink, 'health'>,
    { problem, message }: ServerError,
    wait: number,
  ) {
    const { clock, permission } = this.options;
    this.tell(sink, {
      state: problem,
      reason: message,
      ...(problem === 'denied' && { permission }),
      nextTry: new Date(clock.now() + wait).toISOString(),
    });
  }

  private tell(
    sink: Pick<FactSink, 'health'>,
    health: Omit<SourceHealth, 'id' | 'since'>,
  ) {
    const { told } = this;
    const { source, clock } = this.options;
    const since = told?.state === health.state ? told.since : isoNow(clock);
    const heardAt = health.heardAt ?? told?.heardAt;
    this.told = {
      id: source,
      ...health,
      since,
      ...(heardAt && { heardAt }),
    };
    sink.health(this.told);
  }
}
