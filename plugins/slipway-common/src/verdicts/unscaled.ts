import type { ScalerFacts } from '../facts';
import { say, type Finding } from './say';

type Says = (
  scaler: ScalerFacts,
  environment: string,
) => Pick<Finding, 'message' | 'remedy'>;

const measureless: Says = ({ workload, by, inactive }, environment) => ({
  message: say`${workload} of ${environment} is not scaled: what it scales by cannot be measured`,
  remedy: /^FailedGet/.test(inactive ?? '')
    ? say`Check that the cluster's metrics server or adapter answers, and that the pods of ${workload} say what they use.`
    : say`Look at the conditions of ${by} ${workload}.`,
});

const askable = ({ by, workload }: ScalerFacts) =>
  say`Check that what the triggers of ${by} ${workload} ask is there, and that they may ask it.`;

const unasked: Says = (scaler, environment) => ({
  ...measureless(scaler, environment),
  remedy: askable(scaler),
});

/** What KEDA says, by its reasons. */
const byReason: Record<string, Says> = {
  TriggerError: unasked,
  FallbackExists: unasked,
  PartialTriggerError: (scaler, environment) => ({
    message: say`${scaler.workload} of ${environment} is scaled by some of its triggers only: not all can be asked`,
    remedy: askable(scaler),
  }),
  ScaledObjectCheckFailed: ({ by, workload }, environment) => ({
    message: say`${workload} of ${environment} is not scaled: KEDA could not begin with it`,
    remedy: say`Look at the conditions of ${by} ${workload}: a trigger is wrong or cannot be asked, or what it scales is not there.`,
  }),
};

/** What is said of a workload that cannot be scaled, and what is to be done. */
export const unscaled: Says = (scaler, environment) =>
  (byReason[scaler.inactive ?? ''] ?? measureless)(scaler, environment);
