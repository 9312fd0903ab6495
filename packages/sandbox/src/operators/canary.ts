import { seconds } from '@slipway/model';
import { timestamp } from '../clock';
import { scaleOf } from '../controllers/rollout';
import { after } from '../controllers/types';
import { KubernetesObject } from '../kubernetes';

export interface Step {
  setWeight?: number;
  pause?: { duration?: string | number };
}

/** How far a canary is, and how many pods each side is to have now. */
export interface Canary {
  step: number;
  /** The hash of what serves everybody. */
  stable?: string;
  done: boolean;
  pausedSince?: string;
  sizes: Map<KubernetesObject, number>;
  wakeAt?: Date;
}

interface Sides {
  hash: string;
  fresh: KubernetesObject;
  stable?: KubernetesObject;
  now: Date;
}

/** One look at a rollout: at most one step further. */
export function canaryOf(
  { spec, status }: KubernetesObject,
  { hash, fresh, stable, now }: Sides,
): Canary {
  const steps: Step[] = spec?.strategy?.canary?.steps ?? [];
  const wanted: number = spec?.replicas ?? 1;
  const available = (set: KubernetesObject) => scaleOf(set).available;
  // Nothing to compare with yet, or back to what serves already.
  if (!stable || stable === fresh) {
    const done = available(fresh) >= wanted;
    return {
      step: steps.length,
      ...((done || stable) && { stable: hash }),
      done,
      sizes: new Map([[fresh, wanted]]),
    };
  }
  const before = status?.stableRS as string;
  const begun = status?.currentPodHash === hash;
  const step: number = begun ? status?.currentStepIndex ?? 0 : 0;
  const sides = (weight: number) => {
    const canary = Math.ceil((wanted * weight) / 100);
    const up = new Map([
      [fresh, canary],
      [stable, scaleOf(stable).wanted],
    ]);
    // Down only once what takes over is there.
    return available(fresh) < canary
      ? { sizes: up, reached: false }
      : {
          sizes: new Map([
            [fresh, canary],
            [stable, wanted - canary],
          ]),
          reached: true,
        };
  };
  const current = steps[step];
  if (!current) {
    const { sizes, reached } = sides(100);
    return {
      step: steps.length,
      stable: reached ? hash : before,
      done: reached,
      sizes,
    };
  }
  const { sizes, reached } = sides(weightAt(steps, step));
  const on = { step: step + 1, stable: before, done: false, sizes };
  if (!current.pause) {
    return reached ? on : { ...on, step };
  }
  const since: string | undefined = begun
    ? status?.pauseConditions?.[0]?.startTime
    : undefined;
  // Somebody promoted it: the pause was taken away.
  if (!since && begun && status?.controllerPause) {
    return on;
  }
  const pausedSince = since ?? timestamp(now);
  const { duration } = current.pause;
  const end =
    duration === undefined
      ? undefined
      : after(pausedSince, seconds(String(duration).replace(/^\d+$/, '$&s')));
  return end && now >= end
    ? on
    : { ...on, step, pausedSince, ...(end && { wakeAt: end }) };
}

function weightAt(steps: Step[], step: number): number {
  return (
    steps
      .slice(0, step + 1)
      .map(({ setWeight }) => setWeight)
      .filter(weight => weight !== undefined)
      .at(-1) ?? 0
  );
}
