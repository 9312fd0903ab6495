import { ScalerFacts, ScalingFacts } from '@slipway/plugin-slipway-common';
import { PrunedAutoscaler, PrunedScaledObject } from '../kinds/autoscalers';
import { ServiceObjects } from './ServiceObjects';

/** What scales the service; `undefined` when nothing does. */
export function toScalingFacts(
  objects: ServiceObjects,
): ScalingFacts | undefined {
  const autoscalers = objects.of('HorizontalPodAutoscaler');
  const scaledObjects = objects.of('ScaledObject');
  const made = new Set(scaledObjects.map(({ autoscaler }) => autoscaler));
  const scalers = [
    // KEDA's own autoscaler tells the numbers of its object, and is no other one.
    ...autoscalers.filter(({ name }) => !made.has(name)).map(byAutoscaler),
    ...scaledObjects.map(one =>
      byScaledObject(
        one,
        autoscalers.find(({ name }) => name === one.autoscaler),
        objects,
      ),
    ),
  ];
  return scalers.length > 0 ? { scalers } : undefined;
}

function byAutoscaler(scaler: PrunedAutoscaler): ScalerFacts {
  const { target, min, max, current, desired, metrics } = scaler;
  const { inactive, limited, lastScaledAt } = scaler;
  return {
    workload: target,
    by: 'HorizontalPodAutoscaler',
    min,
    max,
    current,
    desired,
    metrics,
    ...(inactive && { inactive }),
    ...(limited && { limited }),
    ...(lastScaledAt && { lastScaledAt }),
  };
}

function byScaledObject(
  { target, min, max, triggers, inactive, idle }: PrunedScaledObject,
  scaler: PrunedAutoscaler | undefined,
  objects: ServiceObjects,
): ScalerFacts {
  const workload = objects
    .of('Deployment', 'StatefulSet', 'Rollout')
    .find(({ name }) => name === target);
  const running = workload?.total ?? 0;
  const asleep = idle && (workload?.wanted ?? 0) === 0;
  return {
    ...(scaler && byAutoscaler(scaler)),
    workload: target,
    by: 'ScaledObject',
    min,
    max,
    current: running,
    desired: asleep ? 0 : scaler?.desired ?? running,
    metrics: scaler?.metrics.length
      ? scaler.metrics
      : triggers.map(name => ({ name })),
    ...(inactive && { inactive }),
    ...(asleep && { idle: true }),
  };
}
