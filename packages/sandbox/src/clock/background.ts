/**
 * Work that goes on beside requests. It is counted, so that a clock can wait for it
 * and a stop does not cut it, and its failures are told, so that none is lost.
 */
export class Background {
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly onError: (what: string, error: unknown) => void,
  ) {}

  /** The promise never fails: what went wrong has been told. */
  run(what: string, work: () => Promise<void>): Promise<void> {
    const promise: Promise<void> = work()
      .catch(error => this.onError(what, error))
      .finally(() => this.running.delete(promise));
    this.running.add(promise);
    return promise;
  }

  async idle(): Promise<void> {
    while (this.running.size > 0) {
      await Promise.all(this.running);
    }
  }
}
