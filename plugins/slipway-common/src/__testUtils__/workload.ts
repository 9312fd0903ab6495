import { ContainerFacts, PodFacts, WorkloadFacts } from '../facts';

/** A workload that is well, changed as a test needs it. */
export function workload(changes: Partial<WorkloadFacts> = {}): WorkloadFacts {
  const wanted = changes.wanted ?? 2;
  return {
    name: 'payments',
    kind: 'Deployment',
    image: 'registry.example.org/shop/payments:0.1.7-g1a2b3c4',
    since: '2026-11-20T10:00:00Z',
    wanted,
    ready: wanted,
    updated: wanted,
    total: wanted,
    observed: true,
    progressing: { status: true, reason: 'NewReplicaSetAvailable' },
    pods: [],
    ...changes,
  };
}

export function pod(
  container: Partial<ContainerFacts> = {},
  changes: Partial<PodFacts> = {},
): PodFacts {
  return {
    name: 'payments-7d9-x',
    ready: false,
    wasReady: false,
    deleting: false,
    current: true,
    createdAt: '2026-11-20T10:00:00Z',
    containers: [
      {
        name: 'api',
        image: 'registry.example.org/shop/payments:0.1.7-g1a2b3c4',
        init: false,
        restarts: 0,
        ...container,
      },
    ],
    ...changes,
  };
}
