import type { Amounts } from '@slipway/model';

/** What a namespace may use together, and uses, in cores, bytes and pieces. */
export interface NamespaceQuota {
  name: string;
  hard: Amounts;
  used: Amounts;
  /** Counts only some of the pods, so that nobody can say whether ours are among them. */
  scoped?: boolean;
}

export interface NamespaceFacts {
  quotas: NamespaceQuota[];
}

export interface QuotaFacts extends NamespaceFacts {
  workloads: GrowthFacts[];
}

/** What a workload may come to. */
export interface GrowthFacts {
  name: string;
  /** Pods that exist. */
  running: number;
  wanted: number;
  /** As many as its autoscaler may make of it, or else as many as are wanted. */
  most: number;
  /** What one more pod takes. */
  each: Amounts;
}
