import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  Aspect,
  Fact,
  SourceHealth,
  Subject,
} from '@slipway/plugin-slipway-common';

/** Where a source puts what it sees. Calls are cheap and never throw; writing happens behind them. */
export interface FactSink {
  /**
   * Observations, each the whole value for its aspect and subject. A promise asks whoever has many more to wait
   * until there is room for them.
   */
  facts(facts: Fact[]): void | Promise<void>;
  /**
   * A part of the world has been read completely: whatever is known by this source id and of this aspect, and is
   * not among these subjects, is no longer there.
   */
  complete(reading: {
    source: string;
    aspect: Aspect;
    at: string;
    subjects: Subject[];
  }): void;
  /** How the source is. A failed read is told here and never deletes what was known. */
  health(health: SourceHealth): void;
  /** The source is no longer part of this portal; what it saw is kept as last known. */
  retire(source: string): void;
  /**
   * Runs what only one replica of the back end may read, whenever it is this one's turn, until the signal aborts. What
   * is seen there goes to the sink that is handed over: another replica's word counts there as soon as it took over.
   * Ids of sources begin with the name.
   */
  owning(
    name: string,
    run: (sink: FactSink, signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
}

/** A system that state is read from. */
export interface Source {
  /** `kubernetes`, `argocd`, … The ids in its facts start with it. */
  readonly id: string;
  /**
   * It runs in every replica, and owns the parts of what it reads by itself: what it sees it tells the sinks that
   * `owning` gives. Without it a source runs in one replica alone, and its sink is such a one.
   */
  readonly owns?: boolean;
  /** Reads until the signal aborts; resolves when nothing of it is open any more. */
  start(sink: FactSink, signal: AbortSignal): Promise<void>;
}

/**
 * Makes a source. A factory whose source has the id of a default one replaces it;
 * `getDefault` hands that one over, so that it can be wrapped.
 */
export type SourceFactory = (context: {
  getDefault(id: string): Source | undefined;
}) => Source;

export interface SlipwaySourcesExtensionPoint {
  addSource(factory: SourceFactory): void;
}

/** Lets modules add sources of state, or wrap the built-in ones. */
export const slipwaySourcesExtensionPoint =
  createExtensionPoint<SlipwaySourcesExtensionPoint>({ id: 'slipway.sources' });
