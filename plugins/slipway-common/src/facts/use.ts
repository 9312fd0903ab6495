import type { Amounts } from '@slipway/model';

/** What was measured, in cores and bytes. */
export interface Used {
  cpu: number;
  memory: number;
}

/** What pods really use, rather than what is set aside for them. */
export interface UseFacts {
  /** All pods of the namespace. */
  all: Used;
  /** What the service's own workloads use of what they ask for, where all of their pods were measured. */
  own?: { used: Used; asked: Amounts };
}
