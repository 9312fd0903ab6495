import { Clock } from '../lib/clock';

/** A clock that stands still until a test turns it. */
export class FakeClock implements Clock {
  private timers: { due: number; ms: number; callback: () => void }[] = [];

  constructor(private time = Date.parse('2026-11-20T12:00:00Z')) {}

  now() {
    return this.time;
  }

  timer(ms: number, callback: () => void) {
    const timer = { due: this.time + ms, ms, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter(t => t !== timer);
    };
  }

  /** How long each pending timer was set to. */
  waits(): number[] {
    return this.timers.map(({ ms }) => ms);
  }

  /** When the next timer is due. */
  get due(): number | undefined {
    return this.next()?.due;
  }

  advance(ms: number) {
    const end = this.time + ms;
    for (;;) {
      const next = this.next();
      if (!next || next.due > end) {
        break;
      }
      this.fire(next);
    }
    this.time = end;
  }

  /** Turns to the next timer. */
  runNext() {
    const next = this.next();
    if (next) {
      this.fire(next);
    }
  }

  private next() {
    return [...this.timers].sort((a, b) => a.due - b.due)[0];
  }

  private fire(timer: (typeof this.timers)[number]) {
    this.timers = this.timers.filter(t => t !== timer);
    this.time = Math.max(this.time, timer.due);
    timer.callback();
  }
}

/** Waits in real time for what real sockets bring. */
export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1_500; i++) {
    if (condition()) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  throw new Error(`It never came: ${condition}`);
}
