import { RolloutFacts, WorkloadFacts } from '../facts';
import { parseImage } from './image';
import { Rule, orRollBack, severity } from './rule';
import { list, minute, say, type Sentence } from './say';

/*
 * A version that takes over by steps: under Argo Rollouts somebody may have to promote it, or it was taken back.
 */

export const rolloutInvalid: Rule = (workload, { environment }) =>
  workload.rollout?.invalid
    ? [
        {
          code: 'rollout-invalid',
          state: severity(workload),
          message: say`The rollout to ${versionOf(
            workload,
          )} in ${environment} cannot be carried out as it is written`,
          evidence: say`Rollout ${workload.name}: InvalidSpec.`,
          remedy: say`Compare the strategy of Rollout ${workload.name} with the Services and templates that it names.`,
        },
      ]
    : [];

/** It was taken back: by its analysis, or by somebody. */
export const rolloutAborted: Rule = (workload, context) => {
  const { rollout, name } = workload;
  if (!rollout?.aborted) {
    return [];
  }
  const { environment } = context;
  const failed = rollout.analysis === 'failed';
  const version = versionOf(workload);
  const serves = rollout.stable && parseImage(rollout.stable.image).version;
  return [
    {
      code: 'rollout-aborted',
      // What served before goes on serving.
      state: severity(workload),
      message: serves
        ? say`The rollout to ${version} in ${environment} was aborted, ${serves} goes on serving`
        : say`The rollout to ${version} in ${environment} was aborted`,
      evidence: failed
        ? say`Rollout ${name}: aborted, its analysis failed.`
        : say`Rollout ${name}: aborted.`,
      remedy: say`${
        failed
          ? say`Look at what its AnalysisRun measured, and mend it`
          : say`Find out who aborted it and why, then retry Rollout ${name}`
      }${orRollBack(workload, context)}.`,
    },
  ];
};

const waits: Record<NonNullable<RolloutFacts['paused']>, Sentence> = {
  step: say`waits until its next step`,
  promotion: say`waits for somebody to promote it`,
  analysis: say`waits since its analysis came to no end`,
  somebody: say`was stopped by somebody`,
};

export const rolloutPaused: Rule = (workload, { environment }) => {
  const { rollout, name } = workload;
  if (!rollout?.paused) {
    return [];
  }
  const { paused, nextAt, weight } = rollout;
  const version = versionOf(workload);
  const share =
    weight === undefined
      ? say`${version} is there beside what serves ${environment}`
      : say`${version} serves ${weight}% of ${environment}`;
  return [
    {
      code: 'rollout-paused',
      state: 'progressing',
      message: say`${share}, and ${waits[paused]}`,
      evidence: say`${list([
        `Rollout ${name}`,
        ...progressWords(workload),
        ...countWords(rollout),
        ...(nextAt ? [say`goes on at ${minute(nextAt)}`] : []),
      ])}.`,
      ...(!nextAt && {
        remedy: say`Look at ${version}, then promote or abort Rollout ${name}.`,
      }),
    },
  ];
};

/** `step 2 of 4`, and how much the new version serves; nothing where it takes no steps. */
export function progressWords({
  rollout,
}: WorkloadFacts): (string | Sentence)[] {
  const { step, steps, weight } = rollout ?? {};
  return [
    ...(step === undefined ? [] : [say`step ${step} of ${steps ?? step}`]),
    ...(weight === undefined ? [] : [`${weight}%`]),
    ...(rollout?.analysis === 'running' ? [say`its analysis runs`] : []),
  ];
}

function countWords({ canary, stable }: RolloutFacts): Sentence[] {
  return [canary, stable].flatMap(one =>
    one
      ? say`${one.ready} of ${one.wanted} of ${
          parseImage(one.image).version
        } ready`
      : [],
  );
}

function versionOf({ image }: WorkloadFacts): string {
  return parseImage(image).version;
}
