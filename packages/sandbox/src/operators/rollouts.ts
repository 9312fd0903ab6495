import { timestamp } from '../clock';
import { resize, setOf, templateHash, tooOld } from '../controllers/deployment';
import {
  numberedAnew,
  revisionIn,
  revisionsOf,
} from '../controllers/revisions';
import { scaleOf } from '../controllers/rollout';
import {
  Change,
  Outcome,
  World,
  after,
  join,
  ownedBy,
} from '../controllers/types';
import { KubernetesObject } from '../kubernetes';
import { Canary, canaryOf } from './canary';
import { conditionsOf } from './status';

const HASH = 'rollouts-pod-template-hash';
const REVISION = revisionsOf.Rollout;
const DEADLINE_SECONDS = 600;

/** Argo Rollouts 1.9, canaries alone, with weights by the number of pods. */
export function reconcileRollouts(world: World): Outcome {
  return join(
    world
      .list('Rollout')
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(rollout => reconcileRollout(rollout, world)),
  );
}

function reconcileRollout(rollout: KubernetesObject, world: World): Outcome {
  const sets = world.list('ReplicaSet').filter(set => ownedBy(set, rollout));
  const hash = templateHash(rollout.spec?.template);
  const ofHash = (wanted: unknown) =>
    sets.find(({ metadata }) => metadata.labels?.[HASH] === wanted);
  const fresh = ofHash(hash);
  const others = sets.filter(set => set !== fresh);
  const last = Math.max(0, ...others.map(set => revisionIn(set, REVISION)));
  const revision = String(last + 1);
  if (!fresh) {
    const annotations = { [REVISION]: revision };
    const set = setOf(rollout, { label: HASH, hash, replicas: 0, annotations });
    return { changes: [{ op: 'create', object: set }] };
  }
  if (revisionIn(fresh, REVISION) <= last) {
    const object = numberedAnew(fresh, REVISION, revision);
    return { changes: [{ op: 'update', object }] };
  }
  const canary = canaryOf(rollout, {
    hash,
    fresh,
    stable: ofHash(rollout.status?.stableRS),
    now: world.now,
  });
  const changes: Change[] = [
    {
      op: 'status',
      object: {
        ...rollout,
        status: statusOf(rollout, sets, fresh, hash, canary, world),
      },
    },
    ...sets.flatMap(set => {
      const wanted = canary.sizes.get(set) ?? 0;
      return scaleOf(set).wanted === wanted
        ? []
        : resize(rollout, set, wanted, 'rollouts-controller');
    }),
  ];
  const waits = canary.done || canary.pausedSince !== undefined;
  return {
    changes: canary.done
      ? [...changes, ...tooOld(rollout, others, REVISION)]
      : changes,
    wakeAt: waits ? canary.wakeAt : after(world.now, DEADLINE_SECONDS),
  };
}

function statusOf(
  rollout: KubernetesObject,
  sets: KubernetesObject[],
  fresh: KubernetesObject,
  hash: string,
  { step, stable, done, pausedSince }: Canary,
  world: World,
) {
  const total = (field: string) =>
    sets.reduce((sum, set) => sum + (set.status?.[field] ?? 0), 0);
  const before = rollout.status ?? {};
  const wanted = rollout.spec?.replicas ?? 1;
  const available = total('availableReplicas');
  const since = movedAt(before, hash, step, available) ?? timestamp(world.now);
  const late =
    !done && !pausedSince && world.now >= after(since, DEADLINE_SECONDS);
  const { phase, message } = phaseOf(done, pausedSince, late, fresh);
  return {
    HPAReplicas: total('replicas'),
    replicas: total('replicas'),
    updatedReplicas: fresh.status?.replicas ?? 0,
    readyReplicas: total('readyReplicas'),
    availableReplicas: available,
    observedGeneration: String(rollout.metadata.generation ?? 1),
    currentPodHash: hash,
    ...(stable && { stableRS: stable }),
    currentStepIndex: step,
    selector: Object.entries(rollout.spec?.selector?.matchLabels ?? {})
      .map(pair => pair.join('='))
      .join(','),
    ...(pausedSince && {
      controllerPause: true,
      pauseConditions: [{ reason: 'CanaryPauseStep', startTime: pausedSince }],
    }),
    phase,
    ...(message && { message }),
    conditions: conditionsOf(
      rollout,
      world,
      {
        type: 'Available',
        status: available >= wanted ? 'True' : 'False',
        reason: 'AvailableReason',
        message: 'Rollout has minimum availability',
      },
      {
        type: 'Paused',
        status: pausedSince ? 'True' : 'False',
        reason: 'RolloutPaused',
        message: 'Rollout is paused',
      },
      {
        type: 'Progressing',
        status: late ? 'False' : 'True',
        reason: late
          ? 'ProgressDeadlineExceeded'
          : (done && 'NewReplicaSetAvailable') || 'ReplicaSetUpdated',
        message: `ReplicaSet "${fresh.metadata.name}" ${
          (late && 'has timed out progressing.') ||
          (done ? 'has successfully progressed.' : 'is progressing.')
        }`,
      },
    ).map(condition =>
      condition.type === 'Progressing'
        ? { ...condition, lastUpdateTime: since }
        : condition,
    ),
  };
}

function phaseOf(
  done: boolean,
  pausedSince: string | undefined,
  late: boolean,
  { metadata }: KubernetesObject,
): { phase: string; message?: string } {
  if (done) {
    return { phase: 'Healthy' };
  }
  if (pausedSince) {
    return { phase: 'Paused', message: 'CanaryPauseStep' };
  }
  return late
    ? {
        phase: 'Degraded',
        message: `ProgressDeadlineExceeded: ReplicaSet "${metadata.name}" has timed out progressing.`,
      }
    : { phase: 'Progressing', message: 'more replicas need to be updated' };
}

/** Since when nothing has moved; undefined where something just did. */
function movedAt(
  before: Record<string, any>,
  hash: string,
  step: number,
  available: number,
): string | undefined {
  const still =
    before.currentPodHash === hash &&
    before.currentStepIndex === step &&
    before.availableReplicas === available;
  return still
    ? before.conditions?.find((c: { type: string }) => c.type === 'Progressing')
        ?.lastUpdateTime
    : undefined;
}
