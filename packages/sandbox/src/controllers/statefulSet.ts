import { KubernetesObject } from '../kubernetes';
import { templateHash } from './deployment';
import { readySince } from './replicaSet';
import {
  Change,
  Outcome,
  World,
  controllerReference,
  join,
  ownedBy,
  withoutZeros,
} from './types';

const REVISION = 'controller-revision-hash';

/** Members with a name and a volume each, made one after the other and renewed from the last one down. */
export function reconcileStatefulSets(world: World): Outcome {
  return join(
    world
      .list('StatefulSet')
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(set => reconcileSet(set, world)),
  );
}

function reconcileSet(set: KubernetesObject, world: World): Outcome {
  const { name, generation } = set.metadata;
  const wanted: number = set.spec?.replicas ?? 1;
  const pods = world.list('Pod').filter(pod => ownedBy(pod, set));
  const revision = `${name}-${templateHash(set.spec?.template)}`;
  const current = pods.filter(
    ({ metadata }) => metadata.labels?.[REVISION] === revision,
  );
  const ready = pods.filter(readySince);
  const member = (ordinal: number) =>
    pods.find(({ metadata }) => metadata.name === `${name}-${ordinal}`);
  const status = {
    replicas: pods.length,
    ...withoutZeros({
      observedGeneration: generation,
      readyReplicas: ready.length,
      availableReplicas: ready.length,
      currentReplicas: current.length,
      updatedReplicas: current.length,
    }),
    currentRevision: revision,
    updateRevision: revision,
    collisionCount: 0,
  };
  const settled = ready.length === pods.length;
  const changes: Change[] = [{ op: 'status', object: { ...set, status } }];
  const missing = Array.from({ length: wanted }, (_, i) => i).find(
    ordinal => !member(ordinal),
  );
  const tooMany = member(wanted);
  const old = pods
    .filter(pod => !current.includes(pod) && !pod.metadata.deletionTimestamp)
    .at(-1);
  if (missing !== undefined && settled) {
    changes.push(...claimsOf(set, missing, world), {
      op: 'create',
      object: podOf(set, missing, revision),
    });
  } else if (tooMany && !tooMany.metadata.deletionTimestamp) {
    changes.push({ op: 'delete', object: tooMany });
  } else if (old && settled) {
    changes.push({ op: 'delete', object: old });
  }
  return { changes };
}

function podOf(set: KubernetesObject, ordinal: number, revision: string) {
  const { template, volumeClaimTemplates = [] } = set.spec ?? {};
  const name = `${set.metadata.name}-${ordinal}`;
  const volumes = volumeClaimTemplates.map((claim: KubernetesObject) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: `${claim.metadata.name}-${name}` },
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...template?.metadata,
      name,
      namespace: set.metadata.namespace,
      labels: {
        ...template?.metadata?.labels,
        'apps.kubernetes.io/pod-index': String(ordinal),
        'statefulset.kubernetes.io/pod-name': name,
        [REVISION]: revision,
      },
      ownerReferences: [controllerReference(set)],
    },
    spec: {
      ...template?.spec,
      ...(volumes.length > 0 && {
        volumes: [...(template?.spec?.volumes ?? []), ...volumes],
      }),
    },
  };
}

/** A member's volumes outlive it. */
function claimsOf(
  { metadata, spec }: KubernetesObject,
  ordinal: number,
  world: World,
): Change[] {
  const { namespace } = metadata;
  return (spec?.volumeClaimTemplates ?? []).flatMap(
    (template: KubernetesObject): Change[] => {
      const name = `${template.metadata.name}-${metadata.name}-${ordinal}`;
      return world.get('PersistentVolumeClaim', namespace, name)
        ? []
        : [
            {
              op: 'create',
              object: {
                apiVersion: 'v1',
                kind: 'PersistentVolumeClaim',
                metadata: {
                  name,
                  namespace,
                  labels: spec?.selector?.matchLabels,
                },
                spec: template.spec,
              },
            },
          ];
    },
  );
}

/** Storage is there as soon as it is asked for. */
export function reconcileClaims(world: World): Outcome {
  return {
    changes: world.list('PersistentVolumeClaim').map(claim => ({
      op: 'status',
      object: {
        ...claim,
        status: claim.status?.phase
          ? claim.status
          : {
              phase: 'Bound',
              accessModes: claim.spec?.accessModes,
              capacity: { storage: claim.spec?.resources?.requests?.storage },
            },
      },
    })),
  };
}
