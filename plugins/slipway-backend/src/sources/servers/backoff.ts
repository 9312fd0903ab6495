const FIRST_MS = 800;
const LONGEST_MS = 30_000;

/** Waits that double from 0.8 s to 30 s, each shortened by up to a quarter so that watches do not return in step. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly random: () => number,
    private readonly longestMs = LONGEST_MS,
  ) {}

  next(): number {
    const full = Math.min(this.longestMs, FIRST_MS * 2 ** this.attempts);
    // Beyond this the cap holds anyway, and the power would overflow one day.
    this.attempts = Math.min(this.attempts + 1, 10);
    return Math.round(full * (1 - this.random() / 4));
  }

  reset() {
    this.attempts = 0;
  }
}
