/** Which workloads run, and how. */
export interface RuntimeFacts {
  workloads: WorkloadFacts[];
}

export interface WorkloadFacts {
  name: string;
  kind: 'Deployment' | 'StatefulSet' | 'Rollout';
  /** What the service brings for itself with it, as its spec calls it. */
  need?: string;
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
  /** How its versions take over from each other, where they do so by steps. */
  rollout?: RolloutFacts;
  /** What was rolled out before and what is now, oldest first; left out where the cluster keeps none of it. */
  revisions?: RevisionFacts[];
  /** What the cluster says about what makes its pods, and about pods that it lost. */
  events?: EventFacts[];
  pods: PodFacts[];
}

/** A template that a workload was rolled out with, each time that it was. */
export interface RevisionFacts {
  /** Unique in its cluster, and the same for ever. */
  id: string;
  /** As the cluster counts: 1 is what the workload began with. */
  number: number;
  image: string;
  /** Left out where nothing tells when it came back. */
  at?: string;
}

/** What Argo Rollouts says of a version that takes over. */
export interface RolloutFacts {
  strategy: 'canary' | 'blue-green';
  /** At which of its steps it is, the first being 1; left out while no version takes over. */
  step?: number;
  steps?: number;
  /** How many percent the new version serves. */
  weight?: number;
  paused?: RolloutPause;
  /** When it goes on by itself. */
  nextAt?: string;
  analysis?: 'running' | 'failed' | 'inconclusive';
  aborted?: boolean;
  /** It cannot be carried out as it is written. */
  invalid?: boolean;
  /** What serves: in blue and green, what is active. */
  stable?: RolloutVersionFacts;
  /** What is to take over: in blue and green, the preview. */
  canary?: RolloutVersionFacts;
}

/** Why it waits: a step says so, for a time or until somebody promotes it; its analysis came to no end; somebody stopped it. */
export type RolloutPause = 'step' | 'promotion' | 'analysis' | 'somebody';

export interface RolloutVersionFacts {
  image: string;
  wanted: number;
  ready: number;
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
  /** What the cluster says about it. */
  events?: EventFacts[];
}

/** Something that went wrong, again and again: without its words, which may name addresses and values. */
export interface EventFacts {
  /** As Kubernetes calls it: `Unhealthy`, `FailedMount`. */
  reason: string;
  /** What it is about, in stable words: `readiness`, `quota`, `secret`. */
  about?: string;
  count: number;
  firstAt: string;
  lastAt: string;
}

export interface ContainerFacts {
  name: string;
  image: string;
  /** Of the image that runs, where the node tells by which the registry knows it. */
  digest?: string;
  init: boolean;
  restarts: number;
  /** Reason code while it waits, e.g. `CrashLoopBackOff`. */
  waiting?: string;
  /** How it ended last. */
  ended?: { reason?: string; exitCode: number; at?: string };
  memoryLimit?: string;
}
