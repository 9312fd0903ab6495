import { quantityIn } from '@slipway/model';
import { ScalerMetric } from '@slipway/plugin-slipway-common';
import {
  Pruned,
  Raw,
  array,
  code,
  count,
  find,
  ofService,
  present,
  reason,
  text,
  time,
} from './read';

export interface PrunedAutoscaler extends Pruned {
  kind: 'HorizontalPodAutoscaler';
  target: string;
  min: number;
  max: number;
  current: number;
  desired: number;
  metrics: ScalerMetric[];
  inactive?: string;
  limited?: 'most' | 'fewest';
  lastScaledAt?: string;
}

export interface PrunedScaledObject extends Pruned {
  kind: 'ScaledObject';
  target: string;
  min: number;
  max: number;
  triggers: string[];
  inactive?: string;
  /** No trigger has work. */
  idle: boolean;
  /** The HorizontalPodAutoscaler that KEDA made of it. */
  autoscaler?: string;
  lastActiveAt?: string;
}

export const pruneAutoscaler = ofService<PrunedAutoscaler>(
  (base, { spec, status }) => {
    const active = find(status.conditions, 'ScalingActive');
    const able = find(status.conditions, 'AbleToScale');
    const limited = find(status.conditions, 'ScalingLimited');
    const bad = [able, active].find(
      // Scaled to nothing on purpose is no trouble.
      c => c?.status === 'False' && c.reason !== 'ScalingDisabled',
    );
    return {
      ...base,
      kind: 'HorizontalPodAutoscaler',
      target: text(spec.scaleTargetRef?.name) ?? '',
      min: count(spec.minReplicas, 1),
      max: count(spec.maxReplicas, 1),
      current: count(status.currentReplicas),
      desired: count(status.desiredReplicas),
      metrics: array(spec.metrics).flatMap(metric => metricOf(metric, status)),
      ...(bad && { inactive: reason(bad).reason ?? 'unknown' }),
      ...(limited?.status === 'True' &&
        limited.reason === 'TooManyReplicas' && { limited: 'most' }),
      ...(limited?.status === 'True' &&
        limited.reason === 'TooFewReplicas' && { limited: 'fewest' }),
      ...present({ lastScaledAt: time(status.lastScaleTime) }),
    };
  },
);

export const pruneScaledObject = ofService<PrunedScaledObject>(
  (base, { spec, status }) => {
    const active = find(status.conditions, 'Active');
    const ready = find(status.conditions, 'Ready');
    const fallback = find(status.conditions, 'Fallback');
    // Ready is unknown where some triggers answer, and True where a fixed number stands for what none of them says.
    const bad =
      ready?.status === 'False' || ready?.reason === 'PartialTriggerError'
        ? ready
        : fallback?.status === 'True' && fallback;
    return {
      ...base,
      kind: 'ScaledObject',
      target: text(spec.scaleTargetRef?.name) ?? '',
      min: count(spec.minReplicaCount),
      max: count(spec.maxReplicaCount, 100),
      triggers: array(spec.triggers).flatMap(({ type }) => trigger(type) ?? []),
      ...(bad && { inactive: reason(bad).reason ?? 'unknown' }),
      idle: active?.status === 'False',
      ...present({
        autoscaler: text(status.hpaName),
        lastActiveAt: time(status.lastActiveTime),
      }),
    };
  },
);

function trigger(type: unknown): string | undefined {
  const word = text(type);
  return word && /^[a-z][a-z0-9-]{0,63}$/.test(word) ? word : undefined;
}

/** Four kinds of metric say the same in four places. */
function metricOf(metric: Raw, status: Raw): ScalerMetric[] {
  const type = code(metric?.type);
  const field = type && type[0].toLowerCase() + type.slice(1);
  const wanted = field && metric[field];
  if (!wanted) {
    return [];
  }
  const nameIn = (of: Raw | undefined) => text(of?.name ?? of?.metric?.name);
  const name = nameIn(wanted);
  const seen = array(status.currentMetrics).find(
    one => one?.type === type && nameIn(one[field]) === name,
  )?.[field]?.current;
  const { target = {} } = wanted;
  const percent = target.averageUtilization !== undefined;
  const each = target.averageValue !== undefined;
  const amount = (of: Raw | undefined) =>
    percent
      ? quantityIn(of?.averageUtilization)
      : quantityIn(each ? of?.averageValue : of?.value);
  return name
    ? [
        {
          name,
          ...present({ current: amount(seen), target: amount(target) }),
          unit: percent ? 'percent' : (each && 'each') || 'all',
        },
      ]
    : [];
}
