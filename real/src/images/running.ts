import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { programIn } from './chamber';

/** For how long a program may start or work, in tries of a tenth of a second: machines may be busy. */
const TRIES = 900;

/** A program in a chamber, and what there is to say against it. */
export class Running {
  private said = '';
  private code: number | undefined;
  private readonly ended: Promise<unknown>;

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', chunk => {
        this.said += chunk;
      });
    }
    this.ended = once(child, 'close').then(([code]) => {
      this.code = code ?? NaN;
    });
  }

  /** Until it ends by itself. */
  async works(): Promise<string | undefined> {
    await this.endsWithin(TRIES * 100);
    return this.code === 0 ? undefined : this.told('ended');
  }

  /** Until it is ready, and then until it has ended as it was told to. */
  async serves(
    health: string | undefined,
    grace: number,
  ): Promise<string | undefined> {
    if (!health) {
      return 'has nothing that tells whether it is ready';
    }
    let status: number | undefined;
    for (let i = 0; status !== 200 && i < TRIES; i++) {
      if (this.code !== undefined) {
        return this.told('ended before it was ready');
      }
      await wait(100);
      status = await fetch(health).then(
        answer => answer.status,
        () => undefined,
      );
    }
    if (status !== 200) {
      return this.told(`does not become ready (${status ?? 'no answer'})`);
    }
    process.kill(await programIn(this.child), 'SIGTERM');
    await this.endsWithin(grace * 1000);
    if (this.code === undefined) {
      return `goes on for ${grace} s after it was told to end`;
    }
    return this.code === 0 ? undefined : this.told('ended');
  }

  /** Whatever it does. */
  async end(): Promise<void> {
    if (this.code === undefined) {
      process.kill(await programIn(this.child), 'SIGKILL');
      await this.ended;
    }
  }

  private async endsWithin(milliseconds: number): Promise<void> {
    const over = new AbortController();
    await Promise.race([
      this.ended,
      wait(milliseconds, undefined, { signal: over.signal }).catch(() => {}),
    ]);
    over.abort();
  }

  private told(what: string): string {
    const last = this.said.trim().split('\n').slice(-15).join('\n');
    const how = this.code === undefined ? '' : ` with ${this.code}`;
    return `${what}${how}: ${last}`;
  }
}
