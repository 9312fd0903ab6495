import { createHash } from 'node:crypto';
import { KubernetesObject } from '../kubernetes';
import { deploymentStatus } from './deploymentStatus';
import { numberedAnew, revisionIn, revisionsOf } from './revisions';
import { Bounds, boundsOf, newSetSize, oldSetSizes, scaleOf } from './rollout';
import {
  Change,
  NewObject,
  Outcome,
  World,
  controllerReference,
  join,
  ownedBy,
} from './types';

const REVISION = revisionsOf.Deployment;
const HASH = 'pod-template-hash';
const COMPONENT = 'deployment-controller';

export function reconcileDeployments(world: World): Outcome {
  return join(
    world
      .list('Deployment')
      .filter(d => !d.metadata.deletionTimestamp)
      .map(d => reconcileDeployment(d, world)),
  );
}

function reconcileDeployment(
  deployment: KubernetesObject,
  world: World,
): Outcome {
  const sets = world.list('ReplicaSet').filter(s => ownedBy(s, deployment));
  const hash = templateHash(deployment.spec?.template);
  const newSet = sets.find(s => s.metadata.labels?.[HASH] === hash);
  const oldSets = sets.filter(s => s !== newSet).sort(byAge);
  const revision = String(
    Math.max(0, ...oldSets.map(set => revisionIn(set, REVISION))) + 1,
  );
  const bounds = boundsOf(deployment);

  if (!newSet) {
    if (deployment.spec?.paused) {
      return { changes: [] };
    }
    const size = firstSize(deployment, bounds, oldSets);
    const set = makeSet(deployment, hash, revision, size, bounds);
    return {
      changes: [
        { op: 'create', object: set },
        ...(size > 0 ? [scaled(deployment, set.metadata.name!, 0, size)] : []),
      ],
    };
  }
  const changes: Change[] = [];
  const own = revisionIn(newSet, REVISION);
  if (own < Number(revision)) {
    const object = numberedAnew(newSet, REVISION, revision);
    changes.push({ op: 'update', object });
  }
  const current = changes.length > 0 ? revision : String(own);
  if (deployment.metadata.annotations?.[REVISION] !== current) {
    changes.push({ op: 'update', object: annotated(deployment, current) });
  }
  if (changes.length > 0) {
    return { changes };
  }
  const { status, deadline } = deploymentStatus(
    deployment,
    sets,
    newSet,
    world.now,
  );
  const steps = deployment.spec?.paused
    ? []
    : scaling(deployment, newSet, oldSets, bounds);
  return {
    changes: [
      { op: 'status', object: { ...deployment, status } },
      ...(steps.length > 0 ? steps : tooOld(deployment, oldSets)),
    ],
    wakeAt: deadline,
  };
}

function firstSize(
  deployment: KubernetesObject,
  bounds: Bounds,
  oldSets: KubernetesObject[],
): number {
  const old = oldSets.reduce((sum, s) => sum + scaleOf(s).wanted, 0);
  const recreate = deployment.spec?.strategy?.type === 'Recreate';
  return recreate && old > 0 ? 0 : newSetSize(bounds, 0, old);
}

/** Up first; down only when there is nothing to bring up. */
function scaling(
  deployment: KubernetesObject,
  newSet: KubernetesObject,
  oldSets: KubernetesObject[],
  bounds: Bounds,
): Change[] {
  const own = scaleOf(newSet);
  const old = oldSets.map(scaleOf);
  const oldTotal = old.reduce((sum, s) => sum + s.wanted, 0);
  const recreate = deployment.spec?.strategy?.type === 'Recreate';
  const oldRuns = oldSets.some(s => (s.status?.replicas ?? 0) > 0);
  const size =
    recreate && (oldTotal > 0 || oldRuns)
      ? own.wanted
      : newSetSize(bounds, own.wanted, own.wanted + oldTotal);
  if (size !== own.wanted) {
    return resize(deployment, newSet, size);
  }
  const sizes = recreate ? old.map(() => 0) : oldSetSizes(bounds, own, old);
  return oldSets.flatMap((set, i) =>
    sizes[i] === old[i].wanted ? [] : resize(deployment, set, sizes[i]),
  );
}

export function resize(
  deployment: KubernetesObject,
  set: KubernetesObject,
  size: number,
  component = COMPONENT,
): Change[] {
  const before = scaleOf(set).wanted;
  return [
    { op: 'update', object: { ...set, spec: { ...set.spec, replicas: size } } },
    scaled(deployment, set.metadata.name, before, size, component),
  ];
}

function scaled(
  about: KubernetesObject,
  name: string,
  from: number,
  to: number,
  component = COMPONENT,
): Change {
  const direction = to > from ? 'up' : 'down';
  return {
    op: 'event',
    about,
    event: {
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message: `Scaled ${direction} replica set ${name} from ${from} to ${to}`,
      component,
    },
  };
}

/** Sets beyond the history that is kept. */
export function tooOld(
  deployment: KubernetesObject,
  oldSets: KubernetesObject[],
  key: string = REVISION,
): Change[] {
  const limit = deployment.spec?.revisionHistoryLimit ?? 10;
  const idle = oldSets.filter(
    s => scaleOf(s).wanted === 0 && (s.status?.replicas ?? 0) === 0,
  );
  const surplus = Math.max(0, idle.length - limit);
  return [...idle]
    .sort((a, b) => revisionIn(a, key) - revisionIn(b, key))
    .slice(0, surplus)
    .map(object => ({ op: 'delete', object }));
}

function makeSet(
  deployment: KubernetesObject,
  hash: string,
  revision: string,
  replicas: number,
  bounds: Bounds,
): NewObject {
  const annotations = {
    'deployment.kubernetes.io/desired-replicas': String(bounds.replicas),
    'deployment.kubernetes.io/max-replicas': String(
      bounds.replicas + bounds.maxSurge,
    ),
    [REVISION]: revision,
  };
  return setOf(deployment, { label: HASH, hash, replicas, annotations });
}

/** A ReplicaSet for a template, told from its like by a label with the template's hash. */
export function setOf(
  owner: KubernetesObject,
  of: {
    label: string;
    hash: string;
    replicas: number;
    annotations?: Record<string, string>;
  },
): NewObject {
  const { selector, template, minReadySeconds } = owner.spec ?? {};
  const { label, hash, replicas, annotations } = of;
  const labels = { ...template?.metadata?.labels, [label]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${owner.metadata.name}-${hash}`,
      namespace: owner.metadata.namespace,
      labels,
      ...(annotations && { annotations }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: {
      replicas,
      ...(minReadySeconds && { minReadySeconds }),
      selector: {
        ...selector,
        matchLabels: { ...selector?.matchLabels, [label]: hash },
      },
      template: { ...template, metadata: { ...template?.metadata, labels } },
    },
  };
}

function annotated(
  object: KubernetesObject,
  revision: string,
): KubernetesObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, [REVISION]: revision },
    },
  };
}

function byAge(a: KubernetesObject, b: KubernetesObject): number {
  return String(a.metadata.creationTimestamp).localeCompare(
    String(b.metadata.creationTimestamp),
  );
}

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Templates are looked at again and again, and never changed in place. */
const hashes = new WeakMap<object, string>();

/** The same template, the same hash, whatever the order of its fields. */
export function templateHash(template: object = {}): string {
  const known = hashes.get(template) ?? hashOf(template);
  hashes.set(template, known);
  return known;
}

function hashOf(template: object): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(sorted(template)))
    .digest();
  return [...digest.subarray(0, 10)]
    .map(byte => ALPHABET[byte % ALPHABET.length])
    .join('');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, v]) => [key, sorted(v)]),
    );
  }
  return value;
}
