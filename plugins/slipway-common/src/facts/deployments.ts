/** Which workloads run, and how. */
export interface RuntimeFacts {
  workloads: WorkloadFacts[];
}

export interface WorkloadFacts {
  name: string;
  kind: 'Deployment' | 'StatefulSet';
  /** With the digest, if the manifest has one. */
  image: string;
  /** When the wanted version came, as far as the cluster remembers. */
  since: string;
  wanted: number;
  ready: number;
  updated: number;
  /** All that exist, old and new. */
  total: number;
  /** False while the cluster has not yet taken up the newest change. */
  observed: boolean;
  paused?: boolean;
  /** Reason codes of the conditions, e.g. `ProgressDeadlineExceeded`, `FailedCreate`. */
  progressing?: { status: boolean; reason?: string };
  replicaFailure?: { reason?: string };
  /** Ready ones of the newest template; left out where nothing tells which these are. */
  readyUpdated?: number;
  /** The newest other image of which replicas still serve. */
  previousImage?: string;
  /** How many replicas of it are ready. */
  previousReady?: number;
  pods: PodFacts[];
}

export interface PodFacts {
  name: string;
  ready: boolean;
  /** Has been ready before. */
  wasReady: boolean;
  deleting: boolean;
  /** Runs the version that is wanted now. */
  current: boolean;
  createdAt: string;
  /** Why no node takes it: stable words, e.g. `memory`, `cpu`, `taint`. */
  unschedulable?: string[];
  containers: ContainerFacts[];
}

export interface ContainerFacts {
  name: string;
  image: string;
  init: boolean;
  restarts: number;
  /** Reason code while it waits, e.g. `CrashLoopBackOff`. */
  waiting?: string;
  /** How it ended last. */
  ended?: { reason?: string; exitCode: number; at?: string };
  memoryLimit?: string;
}
