import type { ScalerFacts, ScalingFacts } from '../facts';
import type { ScalingState } from '../states';
import type { RuleContext } from './rule';
import { say, type Finding } from './say';
import { unscaled } from './unscaled';
import { verdictOf } from './worst';

/** Whether what scales the service can still do so. */
export function scalingStateOf(
  facts: ScalingFacts,
  context: RuleContext,
): ScalingState {
  const reasons = facts.scalers.flatMap(scaler => reasonsOf(scaler, context));
  return {
    scalers: facts.scalers,
    verdict: verdictOf(reasons, facts.scalers.length),
  };
}

function reasonsOf(
  scaler: ScalerFacts,
  { environment }: RuleContext,
): Finding[] {
  const { workload, by, inactive, limited, max, current, metrics } = scaler;
  if (inactive) {
    return [
      {
        code: 'scaling-inactive',
        state: 'degraded',
        ...unscaled(scaler, environment),
        evidence: say`${by} ${workload}: ${inactive}, ${current} replicas.`,
      },
    ];
  }
  if (limited !== 'most' || current < max) {
    return [];
  }
  const worst = metrics.find(
    ({ current: now, target }) =>
      now !== undefined && target !== undefined && now > target,
  );
  return [
    {
      code: 'scaling-ceiling',
      state: 'degraded',
      message: say`${workload} of ${environment} wants more than the ${max} replicas that it may have`,
      evidence: say`${by} ${workload}: ${current} of ${max}${
        worst
          ? say`, ${
              worst.name
            } ${worst.current!} where ${worst.target!} is meant`
          : ''
      }.`,
      remedy: say`Raise scaling.max for ${environment} in slipway.yaml, if its quota has room.`,
    },
  ];
}
