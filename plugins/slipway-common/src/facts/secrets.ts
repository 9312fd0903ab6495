export interface SecretsFacts {
  secrets: SecretFacts[];
}

/** A Secret that an operator makes; its content is nobody's business here. */
export interface SecretFacts {
  /** The Secret in the cluster. */
  name: string;
  by: 'ExternalSecret' | 'SealedSecret' | 'InfisicalStaticSecret';
  object: string;
  /** The store that it comes from. */
  store?: string;
  /** Where in the store: paths, never values. */
  paths: string[];
  ready: boolean;
  /** Its operator has not said anything yet of what it is now. */
  waiting?: boolean;
  /** Why not, as a reason code. */
  reason?: string;
  syncedAt?: string;
  refreshSeconds?: number;
  /** Which workloads take it. */
  users: SecretUser[];
}

export interface SecretUser {
  workload: string;
  /** By environment a pod keeps what it got when it started; mounted files follow. */
  as: 'environment' | 'files';
  /** Start of the oldest pod that runs. */
  oldestPodAt?: string;
}
