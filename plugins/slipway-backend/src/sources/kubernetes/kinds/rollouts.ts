import { seconds } from '@slipway/model';
import { RolloutFacts, RolloutPause } from '@slipway/plugin-slipway-common';
import {
  Raw,
  array,
  code,
  count,
  find,
  ofService,
  optional,
  present,
  text,
  time,
} from './read';
import { RunningObject, runningOf } from './workloads';

export interface PrunedRollout extends RunningObject {
  kind: 'Rollout';
  /** Hashes of the ReplicaSets of what is wanted and of what serves. */
  revision?: string;
  stable?: string;
  /** The Deployment that its pods are described by, where it has no template of its own. */
  from?: string;
  progress: Omit<RolloutFacts, 'stable' | 'canary'>;
}

export const pruneRollout = ofService<PrunedRollout>((base, parts) => {
  const { metadata, spec, status } = parts;
  const { workloadRef } = spec;
  // It is a text, and before version 0.10 a hash.
  const observed = Number(status.observedGeneration);
  return {
    ...runningOf(base, parts),
    kind: 'Rollout',
    observed: !(observed < count(metadata.generation)),
    ...optional('revision', status.currentPodHash),
    ...optional('stable', status.stableRS),
    ...(workloadRef?.kind === 'Deployment' &&
      optional('from', workloadRef.name)),
    progress: progressOf(spec, status),
  };
});

function progressOf(spec: Raw, status: Raw): PrunedRollout['progress'] {
  const { canary, blueGreen } = spec.strategy ?? {};
  const steps = array(canary?.steps);
  const index = count(status.currentStepIndex);
  // Before the first version serves nothing takes over from anything.
  const moves =
    text(status.stableRS) !== undefined &&
    status.currentPodHash !== status.stableRS;
  const aborted = status.abort === true;
  const invalid = find(status.conditions, 'InvalidSpec')?.status === 'True';
  return {
    strategy: blueGreen ? 'blue-green' : 'canary',
    ...(moves &&
      !aborted &&
      steps.length > 0 && {
        step: Math.min(index + 1, steps.length),
        steps: steps.length,
      }),
    ...(moves &&
      canary &&
      !aborted && { weight: weightOf(steps, index, status) }),
    ...(moves && !aborted && pauseOf(spec, status, steps[index]?.pause)),
    ...present({ analysis: analysisOf(status) }),
    ...(aborted && { aborted }),
    ...(invalid && { invalid }),
  };
}

/** What the traffic was split by, or what the last step that was begun asked for. */
function weightOf(steps: Raw[], index: number, status: Raw): number {
  const set = steps
    .slice(0, index + 1)
    .flatMap(step => (step?.setWeight === undefined ? [] : [step.setWeight]));
  const asked = index >= steps.length ? 100 : count(set.at(-1));
  return count(status.canary?.weights?.canary?.weight, asked);
}

const pauses: Record<string, RolloutPause> = {
  CanaryPauseStep: 'step',
  BlueGreenPause: 'promotion',
  InconclusiveAnalysisRun: 'analysis',
  InconclusiveExperiment: 'analysis',
};

function pauseOf(
  spec: Raw,
  status: Raw,
  step: Raw | undefined,
): Pick<RolloutFacts, 'paused' | 'nextAt'> {
  const [said] = array(status.pauseConditions);
  const why = code(said?.reason);
  if (!why) {
    return spec.paused === true ? { paused: 'somebody' } : {};
  }
  const { autoPromotionEnabled, autoPromotionSeconds } =
    spec.strategy?.blueGreen ?? {};
  const wait =
    why === 'BlueGreenPause' && autoPromotionEnabled !== false
      ? count(autoPromotionSeconds)
      : lasting(step?.duration);
  const begun = Date.parse(time(said.startTime) ?? '');
  const timed = wait > 0 && Number.isFinite(begun);
  const paused = pauses[why] ?? 'promotion';
  return {
    paused: paused === 'step' && !timed ? 'promotion' : paused,
    ...(timed &&
      paused !== 'analysis' && {
        nextAt: new Date(begun + wait * 1000).toISOString(),
      }),
  };
}

/** Seconds as a number or as its text, or with a unit. */
function lasting(duration: unknown): number {
  const words = text(duration);
  return words === undefined
    ? count(duration)
    : count(/^\d+$/.test(words) ? Number(words) : seconds(words));
}

const ends: Record<string, RolloutFacts['analysis']> = {
  Pending: 'running',
  Running: 'running',
  Failed: 'failed',
  Error: 'failed',
  Inconclusive: 'inconclusive',
};

/** The one that says most, where two run. */
function analysisOf({ canary, blueGreen }: Raw): RolloutFacts['analysis'] {
  const said = [
    canary?.currentStepAnalysisRunStatus,
    canary?.currentBackgroundAnalysisRunStatus,
    blueGreen?.prePromotionAnalysisRunStatus,
    blueGreen?.postPromotionAnalysisRunStatus,
  ].map(run => ends[code(run?.status) ?? '']);
  return (['failed', 'inconclusive', 'running'] as const).find(end =>
    said.includes(end),
  );
}
