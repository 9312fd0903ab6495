import type { EventFacts } from './deployments';

/** What keeps the service's data: the servers that it brings for itself, and volumes. */
export interface DataFacts {
  stores: DataStoreFacts[];
  volumes: VolumeFacts[];
  /** Needs that are backed up from here, and that nothing here runs. */
  elsewhere?: string[];
}

export interface DataStoreFacts {
  /** The need's name in the spec, or else the object's. */
  need: string;
  by:
    | 'StatefulSet'
    | 'Deployment'
    | 'Cluster'
    | 'Kafka'
    | 'KafkaTopic'
    | 'RabbitmqCluster';
  object: string;
  /** The service that runs it, where that is another one, on whose Resource this one depends. */
  owner?: string;
  createdAt: string;
  /** Members, where its operator counts them. */
  wanted?: number;
  ready?: number;
  /** Some are not ready, and nobody says how many. */
  incomplete?: boolean;
  /** Whether its operator calls it ready; left out where it has not said anything yet, or says no such thing. */
  available?: boolean;
  /** Why not, as a reason code. */
  reason?: string;
  /** What its operator is about. */
  phase?: DataPhase;
  /** The member that takes writes, and since when. */
  primary?: string;
  primarySince?: string;
  /** Members that somebody took out of service. */
  fenced?: string[];
}

export type DataPhase =
  | 'settled'
  | 'starting'
  | 'failover'
  | 'switchover'
  | 'upgrade'
  | 'changing'
  | 'waits-for-somebody'
  | 'unrecoverable';

export interface VolumeFacts {
  /** The claim's name. */
  name: string;
  state: 'bound' | 'pending' | 'lost';
  createdAt: string;
  bytes?: number;
  storageClass?: string;
  /** The object whose pods take it. */
  of: string;
  /** None of these pods is there, so that many a storage class makes no volume yet. */
  unused?: boolean;
  /** What the cluster says about it. */
  events?: EventFacts[];
}
