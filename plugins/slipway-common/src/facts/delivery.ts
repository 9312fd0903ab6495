export interface DeliveryFacts {
  deliveries: DeliveryFact[];
}

/** What brings manifests from Git into a cluster, of whichever engine. */
export interface DeliveryFact {
  engine: 'argocd' | 'flux';
  kind: 'Application' | 'Kustomization' | 'HelmRelease';
  name: string;
  namespace: string;
  /** Where people see it, where an address is known that is meant for browsers. */
  link?: string;
  sync: 'synced' | 'out-of-sync' | 'unknown';
  /** What the engine says of the objects' health, where it says so. */
  health?: string;
  /** What is in the cluster, and what Git has, as far as the engine looked. */
  revision?: string;
  wantedRevision?: string;
  /** It follows Git by itself. */
  automated: boolean;
  suspended: boolean;
  operation?: DeliveryOperation;
  /** Stable codes of what stops it before it begins. */
  problems: DeliveryProblem[];
  /** Objects that are not as Git wants them. */
  drifted: DeliveredObject[];
  /** Newest first. */
  history: Delivery[];
  /** What Flux fetches for it: a repository before the chart that is in it. */
  sources?: DeliverySource[];
}

/** It goes on being delivered from what was fetched last, however long ago that was. */
export interface DeliverySource {
  kind:
    | 'GitRepository'
    | 'OCIRepository'
    | 'Bucket'
    | 'HelmRepository'
    | 'HelmChart';
  name: string;
  namespace: string;
  /** Whether it may be and was looked at, and was there; of all but `data` nothing more is known. */
  answer: 'data' | 'absent' | 'denied' | 'unreachable';
  /** What the portal's account would need. */
  permission?: string;
  suspended?: boolean;
  /** What was fetched last, and when that was fetched for the first time. */
  revision?: string;
  fetchedAt?: string;
  failing?: FetchFailure;
}

export interface FetchFailure {
  /** As far back as its engine says so without a break. */
  since?: string;
  /** As the engine names it: `GitOperationFailed`. */
  code?: string;
  cause?: FetchCause;
}

/** What a message about a fetch is about; the message itself may name addresses and credentials. */
export type FetchCause =
  | 'credentials'
  | 'secret'
  | 'host'
  | 'trust'
  | 'missing'
  | 'revision'
  | 'timeout'
  | 'signature';

export interface DeliveryOperation {
  phase: 'running' | 'succeeded' | 'failed';
  startedAt?: string;
  endedAt?: string;
  revision?: string;
  /** Objects that the cluster did not take. */
  refused: (DeliveredObject & { cause?: DeliveryCause })[];
  cause?: DeliveryCause;
}

export interface DeliveryProblem {
  /** As the engine names it: `ComparisonError`, `BuildFailed`. */
  code: string;
  cause?: DeliveryCause;
}

/** What an engine's message is about; the message itself may name addresses and values. */
export type DeliveryCause =
  | 'repository'
  | 'revision'
  | 'path'
  | 'build'
  | 'quota'
  | 'forbidden'
  | 'immutable'
  | 'invalid'
  | 'missing-kind'
  | 'missing-namespace'
  | 'destination'
  | 'project'
  | 'dependency'
  | 'timeout'
  | 'health';

export interface DeliveredObject {
  kind: string;
  name: string;
}

export interface Delivery {
  /** Unique for its object. */
  id: string;
  revision: string;
  at: string;
}
