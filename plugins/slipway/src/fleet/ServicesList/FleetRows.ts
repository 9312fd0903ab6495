import {
  SLIPWAY_SIGNAL_CHANNEL,
  type FleetPage,
  type FleetQuery,
  type FleetService,
  type SlipwaySignal,
} from '@slipway/plugin-slipway-common';
import type { SignalApi } from '@backstage/plugin-signals-react';
import type { SlipwayApi } from '../../api';
import { share } from '../../hooks/sharing';
import { columnsOf } from '../services';
import { isMoved, isRecounted } from './places';

/** As many as one answer has, and as one question names. */
export const PAGE = 100;

const POLL = 10_000;
/** Without signals a row in sight is read again as often; with them that only catches what was missed. */
const OLD = POLL - 500;
const OLD_WITH_SIGNALS = 60_000;
/** However much changes, rows are asked for no more often. */
const ROWS_EVERY = 1_000;
const COUNTS_EVERY = 5_000;
/** Who scrolls is left alone. */
const AT_REST = 300;

export interface FleetReading {
  /** What stands where, as it was when it came there; another object where one came, went, or runs elsewhere. */
  placed?: FleetService[];
  total: number;
  facets?: FleetPage['facets'];
  isMore: boolean;
  /** Read from its beginning, the list would stand in another order. */
  moved: boolean;
  /** Why the last request failed; what was read before stays. */
  error?: Error;
}

interface Row {
  of: FleetService;
  /** What it was when it came to stand where it stands. */
  placed: FleetService;
  /** When it was read; 0 once it is known to have changed since. */
  at: number;
}

/**
 * The services that were scrolled to. What changed is read again by its name where it is in sight, whatever else there
 * is once somebody gets there: what a change costs does not depend on how many rows were read.
 */
export class FleetRows {
  reading: FleetReading = { total: 0, isMore: false, moved: false };

  private readonly listeners = new Set<() => void>();
  private readers = 0;
  private readonly rows = new Map<string, Row>();
  private head: FleetPage | undefined;
  private next: string | undefined;
  private inSight: string[] = [];
  private sawAt = 0;
  private readAt = 0;
  private countedAt = 0;
  private recount = false;
  private controller = new AbortController();
  private loading = false;
  private following = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stop: (() => void) | undefined;

  constructor(
    private readonly api: Pick<SlipwayApi, 'getFleet'>,
    private readonly signals: SignalApi | undefined,
    private readonly query: FleetQuery,
  ) {}

  /** Reads for as long as somebody listens. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const unwatch = this.watch(listener);
    this.readers += 1;
    this.stop ??= this.begin();
    return () => {
      unwatch();
      this.readers -= 1;
      if (this.readers === 0) {
        this.stop?.();
        this.stop = undefined;
      }
    };
  };

  /** Only listens, as a row does. */
  readonly watch = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads on. Asked for twice, as a scroll does, it is read once. */
  readonly more = () => {
    if (this.next) {
      this.load(this.next);
    }
  };

  /** Reads the list from its beginning, in the order of now. */
  readonly anew = () => {
    this.controller.abort();
    this.controller = new AbortController();
    this.loading = false;
    this.load();
  };

  /** These are looked at. */
  readonly see = (entityRefs: string[]) => {
    this.inSight = entityRefs;
    this.sawAt = Date.now();
    if (this.due().length > 0) {
      this.soon();
    }
  };

  /** What is known of a service; the same object for as long as it is as it was. */
  readonly now = (placed: FleetService): FleetService =>
    this.rows.get(placed.entityRef)?.of ?? placed;

  private begin(): () => void {
    this.anew();
    const subscription = this.signals?.subscribe<SlipwaySignal>(
      SLIPWAY_SIGNAL_CHANNEL,
      ({ entityRef }) => {
        const row = this.rows.get(entityRef);
        if (row) {
          row.at = 0;
        }
        if (row && this.inSight.includes(entityRef)) {
          this.soon();
        }
      },
    );
    const poll = setInterval(() => {
      this.recount = true;
      this.follow();
    }, POLL);
    return () => {
      subscription?.unsubscribe();
      clearInterval(poll);
      clearTimeout(this.timer);
      this.timer = undefined;
      this.controller.abort();
    };
  }

  private due(): string[] {
    const before = Date.now() - (this.signals ? OLD_WITH_SIGNALS : OLD);
    return this.inSight
      .filter(entityRef => (this.rows.get(entityRef)?.at ?? Infinity) < before)
      .slice(0, PAGE);
  }

  private soon() {
    const since = Date.now() - this.readAt;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.follow();
    }, Math.max(AT_REST, ROWS_EVERY - since));
  }

  /** Whether the first row is in sight and nobody scrolls: then another order surprises nobody. */
  private isAtRest(): boolean {
    const [first] = this.rows.keys();
    return (
      Date.now() - this.sawAt >= AT_REST &&
      (this.inSight.length === 0 || this.inSight.includes(first))
    );
  }

  private async follow(): Promise<void> {
    // What is on its way is no older than what would be asked for now, and who looks elsewhere needs nothing.
    if (
      this.following ||
      this.loading ||
      document.visibilityState === 'hidden'
    ) {
      return;
    }
    if (Date.now() - this.sawAt < AT_REST) {
      this.soon();
      return;
    }
    this.following = true;
    this.readAt = Date.now();
    const { moved } = this.reading;
    try {
      const counts =
        this.recount && this.readAt - this.countedAt >= COUNTS_EVERY;
      const isShort = this.rows.size <= PAGE;
      if (!this.head || (counts && (isShort || moved) && this.isAtRest())) {
        await this.load();
        return;
      }
      const entity = this.due();
      if (entity.length > 0) {
        await this.ask({ entity, limit: PAGE }, page =>
          this.take(entity, page),
        );
      }
      if (counts) {
        await this.ask({ limit: 1 }, page => this.count(page));
      }
    } finally {
      this.following = false;
      // What failed waits for the poll.
      if (!this.reading.error && (this.recount || this.due().length > 0)) {
        this.soon();
      }
    }
  }

  private async load(cursor?: string): Promise<void> {
    if (this.loading) {
      return;
    }
    this.loading = true;
    const { signal } = this.controller;
    await this.ask({ limit: PAGE, ...(cursor && { cursor }) }, page =>
      this.append(page, cursor === undefined),
    );
    if (!signal.aborted) {
      this.loading = false;
    }
  }

  private async ask(part: FleetQuery, take: (page: FleetPage) => void) {
    const { signal } = this.controller;
    try {
      const page = await this.api.getFleet(
        { ...this.query, ...part },
        { signal },
      );
      if (!signal.aborted) {
        take(page);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.tell({ error: error as Error });
      }
    }
  }

  private append(page: FleetPage, isHead: boolean) {
    const known = new Map(this.rows);
    if (isHead) {
      this.rows.clear();
      this.head = page;
      this.countedAt = Date.now();
      this.recount = false;
    }
    const at = Date.now();
    for (const service of page.services) {
      const { entityRef } = service;
      const of = share(known.get(entityRef)?.of, service);
      // What moved down meanwhile comes once more: it stays where it is seen already.
      const placed = this.rows.get(entityRef)?.placed ?? of;
      this.rows.set(entityRef, { of, placed, at });
    }
    this.next = page.next;
    this.tell({
      ...(isHead && { ...this.totals(page), moved: false }),
      isMore: page.next !== undefined,
      placed: this.placed(),
    });
  }

  private take(asked: string[], { services }: FleetPage) {
    const found = new Map(services.map(one => [one.entityRef, one]));
    const at = Date.now();
    let { moved, placed } = this.reading;
    for (const entityRef of asked) {
      const before = this.rows.get(entityRef);
      const service = found.get(entityRef);
      if (before && service) {
        const of = share(before.of, service);
        this.rows.set(entityRef, { ...before, of, at });
        moved ||= isMoved(before.of, of, this.query);
        this.recount ||= before.of.verdict !== of.verdict;
        if (String(columnsOf([before.of])) !== String(columnsOf([of]))) {
          placed = this.placed();
        }
      } else if (before) {
        // It is not what is asked for any more.
        this.rows.delete(entityRef);
        this.recount = true;
        placed = this.placed();
      }
    }
    this.tell({ moved, placed });
  }

  private placed(): FleetService[] {
    return Array.from(this.rows.values(), ({ placed }) => placed);
  }

  private count(page: FleetPage) {
    this.countedAt = Date.now();
    this.recount = false;
    this.tell({
      ...this.totals(page),
      moved: this.reading.moved || isRecounted(this.head!, page),
    });
  }

  private totals({ total, facets }: FleetPage) {
    return { total, facets: share(this.reading.facets, facets) };
  }

  /** What was said before holds, save that something failed. */
  private tell(changes: Partial<FleetReading>) {
    const { error, ...before } = this.reading;
    const after = { ...before, ...changes };
    const keys = Object.keys(after) as (keyof typeof after)[];
    // Rows hear of what changed in them; what stands around them is drawn only if it says something else.
    if (error || keys.some(key => after[key] !== this.reading[key])) {
      this.reading = after;
    }
    this.listeners.forEach(listener => listener());
  }
}
