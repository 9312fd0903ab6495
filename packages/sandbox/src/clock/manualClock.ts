import { Clock, systemClock } from './clock';

interface Timer {
  due: number;
  order: number;
  callback: () => void;
  /** Set once the timer waits on the other clock. */
  cancel?: () => void;
}

/**
 * A clock that stands still until it is turned, and can be let go to follow another.
 * `settled` waits for what a timer set off, so that a later timer finds it done.
 */
export class ManualClock implements Clock {
  private time: number;
  private order = 0;
  private readonly timers = new Set<Timer>();
  private live = false;
  private stopped = false;

  private settled: () => Promise<void> = async () => undefined;

  constructor(
    start: Date,
    /** What it follows once it is let go. */
    private readonly base: Clock = systemClock,
  ) {
    this.time = start.getTime();
  }

  /** Joins the clock to the work that must be done before time moves on. */
  settleWith(settled: () => Promise<void>): void {
    this.settled = settled;
  }

  now(): Date {
    return this.live ? this.base.now() : new Date(this.time);
  }

  setTimer(milliseconds: number, callback: () => void): () => void {
    this.order += 1;
    const timer: Timer = {
      due: this.now().getTime() + Math.max(0, milliseconds),
      order: this.order,
      callback,
    };
    if (this.stopped) {
      return () => undefined;
    }
    this.timers.add(timer);
    if (this.live) {
      this.follow(timer);
    }
    return () => {
      this.timers.delete(timer);
      timer.cancel?.();
    };
  }

  async advance(milliseconds: number): Promise<void> {
    await this.advanceTo(new Date(this.time + milliseconds));
  }

  async advanceTo(date: Date): Promise<void> {
    const end = date.getTime();
    await this.settled();
    for (;;) {
      const next = this.nextDue(end);
      if (!next) {
        break;
      }
      this.time = Math.max(this.time, next.due);
      this.timers.delete(next);
      next.callback();
      await this.settled();
    }
    this.time = Math.max(this.time, end);
  }

  /** Nothing that was to come comes any more. */
  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) {
      timer.cancel?.();
    }
    this.timers.clear();
  }

  /** From here on the other clock's time; timers that wait keep what they still had to wait. */
  letGo(): void {
    const offset = this.base.now().getTime() - this.time;
    this.live = true;
    for (const timer of this.timers) {
      timer.due += offset;
      this.follow(timer);
    }
  }

  private follow(timer: Timer): void {
    const wait = Math.max(0, timer.due - this.base.now().getTime());
    timer.cancel = this.base.setTimer(wait, () => {
      this.timers.delete(timer);
      timer.callback();
    });
  }

  private nextDue(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.timers) {
      const earlier =
        !next ||
        timer.due < next.due ||
        (timer.due === next.due && timer.order < next.order);
      if (timer.due <= end && earlier) {
        next = timer;
      }
    }
    return next;
  }
}
