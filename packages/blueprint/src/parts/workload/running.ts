import type { KubernetesObject } from '../../kubernetes';

/** What runs a workload's pods, and what a reader would ask about it. */
export interface Running {
  object: KubernetesObject;
  comments: Record<string, string>;
}
