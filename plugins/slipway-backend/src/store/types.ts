import {
  DeploymentState,
  SourceHealth,
  Subject,
  VerdictState,
} from '@slipway/plugin-slipway-common';

/** What is known of one service in one environment. */
export interface StateDocument {
  subject: Subject;
  source: string;
  /** `undefined`: seen to be gone. */
  state: DeploymentState | undefined;
  at: string;
}

export type HistoryEntry = { subject: Subject; at: string } & (
  | {
      kind: 'version';
      workload: string;
      before?: VersionValue;
      after: VersionValue;
    }
  | { kind: 'verdict'; before?: VerdictValue; after: VerdictValue }
  | { kind: 'removed' }
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
  documentsOf(service: string): Promise<Revisioned<StateDocument>[]>;
  allDocuments(): Promise<StateDocument[]>;
  /** A retired source has no health, but the revision at which it went. */
  health(): Promise<({ id: string } & Revisioned<SourceHealth | undefined>)[]>;
  /** Writes all or nothing. A revision is taken only if something became visible that was not before. */
  write(
    changes: StateChanges,
    options: { visible: boolean },
  ): Promise<{ revision: number }>;
}
