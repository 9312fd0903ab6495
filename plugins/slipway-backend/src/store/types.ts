import {
  Aspect,
  HistoryEvent,
  SourceHealth,
  StateOf,
  Subject,
  VerdictState,
} from '@slipway/plugin-slipway-common';

/** What a document is about. */
export interface DocumentKey {
  aspect: Aspect;
  subject: Subject;
}

/** What is known of one aspect of a service in one environment, or of a namespace. */
export interface StateDocument<A extends Aspect = Aspect> extends DocumentKey {
  aspect: A;
  source: string;
  /** `undefined`: seen to be gone. */
  state: StateOf[A] | undefined;
  /** Of what the source saw, so that the same is not judged again. */
  digest: string;
  at: string;
}

/** A document without what it says: few bytes, so that all of them can be remembered. */
export type DocumentMark = DocumentKey & { source: string; digest: string };

export type HistoryEntry = DocumentKey & { at: string } & (
    | {
        kind: 'version';
        workload: string;
        before?: VersionValue;
        after: VersionValue;
        /** Where the cluster has a name for it. */
        ref?: string;
      }
    | { kind: 'verdict'; before?: VerdictValue; after: VerdictValue }
    | { kind: 'removed' }
    /** Has a name of its own where it happened, by which it is written once. */
    | { kind: 'backup' | 'sync' | 'commit'; ref: string; after: object }
  );

export interface VersionValue {
  version: string;
  image: string;
  commit?: string;
  /** The how manieth rollout of its workload it was, where the cluster counts them: 1 is what it began with. */
  revision?: number;
  /** It is no version of the service, but of what it brings for itself. */
  need?: string;
}

export interface VerdictValue {
  state: VerdictState;
  /** Codes of the reasons. */
  reasons: string[];
}

/** Changes that are written together, under one new revision. */
export interface StateChanges {
  documents: StateDocument[];
  history: HistoryEntry[];
  health: SourceHealth[];
  /** Sources that are no longer part of the portal. */
  retired: string[];
}

export interface Revisioned<T> {
  value: T;
  revision: number;
}

/** What the plugin remembers. Every replica of the back end reads it. */
export interface StateStore {
  documentsOf(...services: string[]): Promise<Revisioned<StateDocument>[]>;
  /** What services' documents changed after this one did, oldest change first; of all from the first on when left out. */
  documentsAfter(
    last: Revisioned<DocumentKey> | undefined,
    limit: number,
    aspect?: Aspect,
  ): Promise<Revisioned<StateDocument>[]>;
  /** Of all namespaces that are known, of those of a cluster, or of one: what they allow, and what is used of it. */
  namespaces(
    cluster?: string,
    namespace?: string,
  ): Promise<Revisioned<StateDocument<'namespace' | 'use'>>[]>;
  /** Of what a source and those beneath it have seen; of all when left out. */
  marks(source?: string): Promise<DocumentMark[]>;
  /** What happened to a service, newest first. */
  history(query: HistoryQuery): Promise<HistoryEvent[]>;
  /** Takes away what is older; resolves with how much that was. */
  forget(before: string): Promise<number>;
  /** A retired source has no health, but the revision at which it went. */
  health(): Promise<({ id: string } & Revisioned<SourceHealth | undefined>)[]>;
  /** What became visible after a revision, and the revision that this was. */
  changesSince(revision: number): Promise<Changes>;
  revision(): Promise<number>;
  /** Writes all or nothing; throws {@link LeaseLost} under a lease that another one has taken. A revision is taken only if something became visible that was not before. */
  write(
    changes: StateChanges,
    options: { visible: boolean; lease?: Lease },
  ): Promise<{ revision: number }>;
}

/** What answers to somebody are made of. */
export const stateReads = [
  'documentsOf',
  'documentsAfter',
  'namespaces',
  'history',
  'health',
  'revision',
] as const;

export type StateReads = Pick<StateStore, (typeof stateReads)[number]>;

export interface HistoryQuery {
  service: string;
  environments: string[];
  kinds?: string[];
  limit: number;
  /** Only what comes after this one in the order of the list. */
  after?: { at: string; id: number };
}

/** Whose documents and which sources changed, each with the revision at which it did. */
export interface Changes {
  services: Map<string, number>;
  sources: Map<string, number>;
}

/** That one replica alone may read something, for a while. */
export interface Lease {
  /** A source, e.g. `kubernetes/eu-1`. */
  name: string;
  owner: string;
  /** Grows with every owner. */
  epoch: number;
}

export interface LeaseStore {
  /** `undefined`: somebody else has it. */
  take(name: string, owner: string, ttlMs: number): Promise<Lease | undefined>;
  /** False: somebody else has taken it meanwhile. */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;
  /** Gives it to whoever wants it next. */
  release(lease: Lease): Promise<void>;
}

/** Another replica reads this now: what was to be written is older than what it knows. */
export class LeaseLost extends Error {
  constructor({ name }: Lease) {
    super(`Another replica reads ${name} now`);
    this.name = 'LeaseLost';
  }
}
