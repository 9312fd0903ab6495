import { ContainerFacts } from '@slipway/plugin-slipway-common';

/** What is kept of an object: a few hundred bytes instead of the thousands that a cluster sends. */
interface Pruned {
  /** `namespace/name`, unique among its kind. */
  key: string;
  resourceVersion: string;
  namespace: string;
  name: string;
  service: string;
  environment: string;
  createdAt: string;
  /** Name of the controller that made it. */
  owner?: string;
}

export interface PrunedWorkload extends Pruned {
  kind: 'Deployment' | 'StatefulSet';
  workload?: string;
  image: string;
  /** Number or hash of the wanted version, comparable with the revision of what was made from it. */
  revision?: string;
  wanted: number;
  ready: number;
  updated: number;
  total: number;
  observed: boolean;
  paused: boolean;
  progressing?: { status: boolean; reason?: string };
  replicaFailure?: { reason?: string };
}

export interface PrunedReplicaSet extends Pruned {
  kind: 'ReplicaSet';
  revision?: string;
  image: string;
  ready: number;
}

export interface PrunedPod extends Pruned {
  kind: 'Pod';
  ready: boolean;
  wasReady: boolean;
  deleting: boolean;
  /** Ended for good, as an evicted pod: no longer a replica. */
  finished: boolean;
  /** The StatefulSet revision that it was made from. */
  revision?: string;
  unschedulable?: string[];
  containers: ContainerFacts[];
}

export type PrunedObject = PrunedWorkload | PrunedReplicaSet | PrunedPod;
