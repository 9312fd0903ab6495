import { RolloutFacts, WorkloadFacts } from '../facts';
import { parseImage } from './image';
import { Rule, orRollBack, severity } from './rule';
import { minuteOf } from './words';

/*
 * A version that takes over by steps: under Argo Rollouts somebody may have to promote it, or it was taken back.
 */

export const rolloutInvalid: Rule = (workload, { environment }) =>
  workload.rollout?.invalid
    ? [
        {
          code: 'rollout-invalid',
          state: severity(workload),
          message: `the rollout to ${versionOf(
            workload,
          )} in ${environment} cannot be carried out as it is written`,
          evidence: `Rollout ${workload.name}: InvalidSpec.`,
          remedy: `Compare the strategy of Rollout ${workload.name} with the Services and templates that it names.`,
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
  const serves = rollout.stable && parseImage(rollout.stable.image).version;
  return [
    {
      code: 'rollout-aborted',
      // What served before goes on serving.
      state: severity(workload),
      message: `the rollout to ${versionOf(
        workload,
      )} in ${environment} was aborted${
        serves ? `, ${serves} goes on serving` : ''
      }`,
      evidence: `Rollout ${name}: aborted${
        failed ? ', its analysis failed' : ''
      }.`,
      remedy: `${
        failed
          ? 'Look at what its AnalysisRun measured, and mend it'
          : `Find out who aborted it and why, then retry Rollout ${name}`
      }${orRollBack(workload, context)}.`,
    },
  ];
};

const waits: Record<NonNullable<RolloutFacts['paused']>, string> = {
  step: 'waits until its next step',
  promotion: 'waits for somebody to promote it',
  analysis: 'waits since its analysis came to no end',
  somebody: 'was stopped by somebody',
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
      ? `${version} is there beside what serves ${environment}`
      : `${version} serves ${weight}% of ${environment}`;
  return [
    {
      code: 'rollout-paused',
      state: 'progressing',
      message: `${share}, and ${waits[paused]}`,
      evidence: `${[
        `Rollout ${name}`,
        ...progressWords(workload),
        ...countWords(rollout),
        ...(nextAt ? [`goes on at ${minuteOf(nextAt)}`] : []),
      ].join(', ')}.`,
      ...(!nextAt && {
        remedy: `Look at ${version}, then promote or abort Rollout ${name}.`,
      }),
    },
  ];
};

/** `step 2 of 4`, and how much the new version serves; nothing where it takes no steps. */
export function progressWords({ rollout }: WorkloadFacts): string[] {
  const { step, steps, weight } = rollout ?? {};
  return [
    ...(step === undefined ? [] : [`step ${step} of ${steps}`]),
    ...(weight === undefined ? [] : [`${weight}%`]),
    ...(rollout?.analysis === 'running' ? ['its analysis runs'] : []),
  ];
}

function countWords({ canary, stable }: RolloutFacts): string[] {
  return [canary, stable].flatMap(one =>
    one
      ? `${one.ready} of ${one.wanted} of ${
          parseImage(one.image).version
        } ready`
      : [],
  );
}

function versionOf({ image }: WorkloadFacts): string {
  return parseImage(image).version;
}
