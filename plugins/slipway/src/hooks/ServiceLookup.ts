import {
  SLIPWAY_SIGNAL_CHANNEL,
  type FleetService,
  type SlipwaySignal,
} from '@slipway/plugin-slipway-common';
import type { SignalApi } from '@backstage/plugin-signals-react';
import type { SlipwayApi } from '../api';
import { share } from './sharing';

/** With signals a poll only catches what was missed; without them it is how changes are seen. */
const POLL_WITH_SIGNALS = 60_000;
const POLL_WITHOUT = 15_000;

/** What changes within this is asked for at once. */
const GATHERED = 1_000;

/** A table that is drawn anew mounts its rows again, and knows no more for it. */
const FRESH = 10_000;

/** So many names are told in one request. */
const AT_ONCE = 100;

/** What is known of a service; without one where nothing is that who looks may see. */
export interface Looked {
  service?: FleetService;
  /** Why the last reading failed; what was known before stays. */
  error?: Error;
}

/** Many look at one service each, as the rows of a table do: what they want at the same moment is one request. */
export class ServiceLookup {
  private readonly watchers = new Map<string, Set<() => void>>();
  private readonly known = new Map<string, Looked>();
  private readonly asked = new Map<string, number>();
  private readonly wanted = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private soon = false;
  private stop: (() => void) | undefined;

  constructor(
    private readonly api: Pick<SlipwayApi, 'getFleet'>,
    private readonly signals: SignalApi | undefined,
  ) {}

  /** `undefined` while it is on its way. */
  find(entityRef: string): Looked | undefined {
    return this.known.get(entityRef);
  }

  watch(entityRef: string, listener: () => void): () => void {
    const listeners = this.watchers.get(entityRef) ?? new Set();
    const age = Date.now() - (this.asked.get(entityRef) ?? -Infinity);
    if (listeners.size === 0 && age > FRESH) {
      this.want(entityRef, 0);
    }
    this.watchers.set(entityRef, listeners.add(listener));
    this.stop ??= this.begin();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        this.watchers.delete(entityRef);
      }
      if (this.watchers.size === 0) {
        this.stop?.();
        this.stop = undefined;
      }
    };
  }

  private begin(): () => void {
    const subscription = this.signals?.subscribe<SlipwaySignal>(
      SLIPWAY_SIGNAL_CHANNEL,
      ({ entityRef }) => {
        if (this.watchers.has(entityRef)) {
          this.want(entityRef, GATHERED);
        }
      },
    );
    const poll = setInterval(
      () => {
        if (document.visibilityState !== 'hidden') {
          [...this.watchers.keys()].forEach(ref => this.want(ref, 0));
        }
      },
      this.signals ? POLL_WITH_SIGNALS : POLL_WITHOUT,
    );
    return () => {
      subscription?.unsubscribe();
      clearInterval(poll);
    };
  }

  private want(entityRef: string, within: number) {
    this.wanted.add(entityRef);
    if (this.timer && (this.soon || within > 0)) {
      return;
    }
    clearTimeout(this.timer);
    this.soon = within === 0;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      // Who looked away meanwhile needs no answer.
      const refs = [...this.wanted].filter(ref => this.watchers.has(ref));
      this.wanted.clear();
      refs.forEach(ref => this.asked.set(ref, Date.now()));
      for (let i = 0; i < refs.length; i += AT_ONCE) {
        this.read(refs.slice(i, i + AT_ONCE));
      }
    }, within);
  }

  private async read(refs: string[]): Promise<void> {
    try {
      const { services } = await this.api.getFleet({
        entity: refs,
        limit: AT_ONCE,
      });
      const found = new Map(services.map(one => [one.entityRef, one]));
      for (const ref of refs) {
        const service = found.get(ref);
        this.tell(ref, { ...(service && { service }) });
      }
    } catch (error) {
      for (const ref of refs) {
        this.tell(ref, { ...this.known.get(ref), error: error as Error });
      }
    }
  }

  private tell(entityRef: string, looked: Looked) {
    const before = this.known.get(entityRef);
    const { service, error } = looked;
    const shared = share(before?.service, service);
    if (before && before.service === shared && before.error === error) {
      return;
    }
    this.known.set(entityRef, {
      ...(shared && { service: shared }),
      ...(error && { error }),
    });
    this.watchers.get(entityRef)?.forEach(listener => listener());
  }
}
