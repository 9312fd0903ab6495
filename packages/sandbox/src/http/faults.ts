import { Clock } from '../clock';

/**
 * - `refuse`: nobody listens, open connections are cut
 * - `hang`: connections are taken, nothing is answered, open streams fall silent
 * - `slow`: every answer waits `delayMs`
 * - `garbage`: every answer is a web page
 * - `expire`: credentials are no longer accepted (401)
 * - `forbid`: credentials have no rights (403)
 * - `gone`: the history is gone: watches end with 410, and so do continued lists; new lists work
 */
export const faultKinds = [
  'refuse',
  'hang',
  'slow',
  'garbage',
  'expire',
  'forbid',
  'gone',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  delayMs: number;
}

type Listener = (fault: Fault | undefined) => void;

/** Which server is broken, and how. */
export class FaultBoard {
  private readonly faults = new Map<string, Fault>();
  private readonly timers = new Map<string, () => void>();
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(private readonly clock: Clock) {}

  get(target: string): Fault | undefined {
    return this.faults.get(target);
  }

  all(): Record<string, Fault> {
    return Object.fromEntries(this.faults);
  }

  set(target: string, fault: Fault, seconds?: number): void {
    this.timers.get(target)?.();
    this.timers.delete(target);
    this.faults.set(target, fault);
    if (seconds !== undefined) {
      this.timers.set(
        target,
        this.clock.setTimer(seconds * 1000, () => this.clear(target)),
      );
    }
    this.tell(target);
  }

  clear(target: string): void {
    this.timers.get(target)?.();
    this.timers.delete(target);
    if (this.faults.delete(target)) {
      this.tell(target);
    }
  }

  clearAll(): void {
    for (const target of [...this.faults.keys()]) {
      this.clear(target);
    }
  }

  onChange(target: string, listener: Listener): () => void {
    const listeners = this.listeners.get(target) ?? new Set();
    this.listeners.set(target, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  private tell(target: string): void {
    for (const listener of this.listeners.get(target) ?? []) {
      listener(this.faults.get(target));
    }
  }
}
