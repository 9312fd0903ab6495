import { KubernetesObject } from '../kubernetes';

/** Where a controller writes which of its rollouts a ReplicaSet is of. */
export const revisionsOf = {
  Deployment: 'deployment.kubernetes.io/revision',
  Rollout: 'rollout.argoproj.io/revision',
} as const;

export function revisionIn(set: KubernetesObject, key: string): number {
  return Number(set.metadata.annotations?.[key] ?? 0);
}

/** A former one that is wanted again is the newest; which ones it was before is kept beside. */
export function numberedAnew(
  set: KubernetesObject,
  key: string,
  revision: string,
): KubernetesObject {
  const { annotations = {} } = set.metadata;
  const before = [annotations[`${key}-history`], annotations[key]].filter(
    Boolean,
  );
  return {
    ...set,
    metadata: {
      ...set.metadata,
      annotations: {
        ...annotations,
        [key]: revision,
        ...(before.length > 0 && { [`${key}-history`]: before.join(',') }),
      },
    },
  };
}
