import type { ScalerFacts, ScalingFacts } from '../facts';
import type { ScalingState } from '../states';
import type { Reason } from '../types';
import type { RuleContext } from './rule';
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
): Reason[] {
  const { workload, by, inactive, limited, max, current, metrics } = scaler;
  if (inactive) {
    return [
      {
        code: 'scaling-inactive',
        state: 'degraded',
        message: `${workload} of ${environment} is not scaled: what it scales by cannot be measured`,
        evidence: `${by} ${workload}: ${inactive}, ${current} replicas.`,
        remedy: /Resource|Pods|External|Object/.test(inactive)
          ? `Check that the cluster's metrics server or adapter answers, and that the pods of ${workload} say what they use.`
          : `Look at the conditions of ${by} ${workload}.`,
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
      message: `${workload} of ${environment} wants more than the ${max} replicas that it may have`,
      evidence: `${by} ${workload}: ${current} of ${max}${
        worst
          ? `, ${worst.name} ${worst.current} where ${worst.target} is meant`
          : ''
      }.`,
      remedy: `Raise scaling.max for ${environment} in slipway.yaml, if its quota has room.`,
    },
  ];
}
