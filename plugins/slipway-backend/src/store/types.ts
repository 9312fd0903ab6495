import {
  Aspect,
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
      }
    | { kind: 'verdict'; before?: VerdictValue; after: VerdictValue }
    | { kind: 'removed' }
    /** Has a name of its own where it happened, by which it is written once. */
    | { kind: 'backup' | 'sync'; ref: string; after: object }
  );

export interface VersionValue {
  version: string;
  image: string;
  commit?: string;
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
  /** Of all namespaces that are known, of those of a cluster, or of one. */
  namespaces(
    cluster?: string,
    namespace?: string,
  ): Promise<Revisioned<StateDocument<'namespace'>>[]>;
  marks(): Promise<DocumentMark[]>;
  /** A retired source has no health, but the revision at which it went. */
  health(): Promise<({ id: string } & Revisioned<SourceHealth | undefined>)[]>;
  /** Writes all or nothing. A revision is taken only if something became visible that was not before. */
  write(
    changes: StateChanges,
    options: { visible: boolean },
  ): Promise<{ revision: number }>;
}
