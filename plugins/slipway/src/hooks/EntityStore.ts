import {
  SLIPWAY_SIGNAL_CHANNEL,
  type EntityState,
  type SlipwaySignal,
} from '@slipway/plugin-slipway-common';
import type { SignalApi } from '@backstage/plugin-signals-react';
import type { SlipwayApi } from '../api';
import { askedAhead, forgetAhead, takeAhead } from '../api/ahead';
import { share } from './sharing';
import { unambiguous } from './unambiguous';

/** With signals a poll only catches what was missed; without them it is how changes are seen. */
const POLL_WITH_SIGNALS = 30_000;
const POLL_WITHOUT = 5_000;

/** After this an unanswered read counts as failed. */
const PATIENCE = 30_000;

/** Who comes back this soon sees at once what was known, while it is read again. */
const REMEMBERED = 5 * 60_000;

export interface Reading {
  value?: EntityState;
  /** When it was last read, whether or not anything had changed. */
  at?: number;
  /** Why the last read failed; the value of the last good one stays. */
  error?: Error;
}

/** What is known of one entity, read once for everything that shows it, for as long as somebody looks. */
export class EntityStore {
  /** Another object whenever anything in it is another; what is equal in it stays the same object. */
  reading: Reading = {};

  private readonly listeners = new Set<() => void>();
  private received: EntityState | undefined;
  private request: AbortController | undefined;
  private again = false;
  private stop: (() => void) | undefined;

  constructor(
    private readonly api: SlipwayApi,
    private readonly signals: SignalApi | undefined,
    private readonly entityRef: string,
    /** Nobody has looked for a while. */
    private readonly onForgotten: () => void,
  ) {
    // What came before the cards did is what they begin with: none of them is drawn twice.
    const value = askedAhead(api, entityRef)?.value;
    if (value) {
      this.take(value);
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) {
      this.stop?.();
      this.stop = this.begin();
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        this.stop?.();
        forgetAhead(this.api, this.entityRef);
        const timer = setTimeout(this.onForgotten, REMEMBERED);
        this.stop = () => clearTimeout(timer);
      }
    };
  };

  private begin(): () => void {
    this.read();
    const subscription = this.signals?.subscribe<SlipwaySignal>(
      SLIPWAY_SIGNAL_CHANNEL,
      ({ entityRef }) => {
        if (entityRef === this.entityRef) {
          this.read();
        }
      },
    );
    const timer = setInterval(
      // A poll that cut off the one before would never hear a slow back end.
      () => this.request ?? this.read(),
      this.signals ? POLL_WITH_SIGNALS : POLL_WITHOUT,
    );
    return () => {
      subscription?.unsubscribe();
      clearInterval(timer);
      this.request?.abort();
      this.request = undefined;
    };
  }

  private async read(): Promise<void> {
    if (this.request) {
      // What is on its way may have been read too early, so once more after it. Cutting it off instead would let a
      // storm of signals starve the page.
      this.again = true;
      return;
    }
    const controller = new AbortController();
    this.request = controller;
    this.again = false;
    const isCurrent = () => this.request === controller;
    const timer = setTimeout(() => {
      if (isCurrent()) {
        this.request = undefined;
        this.tell({ ...this.reading, error: new Error('No answer in time') });
      }
      controller.abort();
    }, PATIENCE);
    try {
      const received = await (takeAhead(this.api, this.entityRef) ??
        this.api.getState(this.entityRef, { signal: controller.signal }));
      if (isCurrent()) {
        this.take(received);
      }
    } catch (error) {
      if (isCurrent()) {
        this.tell({ ...this.reading, error: error as Error });
      }
    } finally {
      clearTimeout(timer);
      if (isCurrent()) {
        this.request = undefined;
        if (this.again) {
          this.read();
        }
      }
    }
  }

  private take(received: EntityState): void {
    const { value } = this.reading;
    const unchanged = value && received === this.received;
    this.received = received;
    this.tell({
      value: unchanged ? value : share(value, unambiguous(received)),
      at: Date.now(),
    });
  }

  private tell(reading: Reading): void {
    this.reading = reading;
    this.listeners.forEach(listener => listener());
  }
}
