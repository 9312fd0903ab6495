import { KubernetesObject } from '../kubernetes';

/** The arithmetic of a rolling update, as the deployment controller does it. */
export interface Bounds {
  replicas: number;
  maxSurge: number;
  maxUnavailable: number;
}

export function boundsOf(deployment: KubernetesObject): Bounds {
  const replicas: number = deployment.spec?.replicas ?? 1;
  if (deployment.spec?.strategy?.type === 'Recreate') {
    return { replicas, maxSurge: 0, maxUnavailable: replicas };
  }
  const { maxSurge = '25%', maxUnavailable = '25%' } =
    deployment.spec?.strategy?.rollingUpdate ?? {};
  const surge = share(maxSurge, replicas, Math.ceil);
  const unavailable = share(maxUnavailable, replicas, Math.floor);
  return {
    replicas,
    maxSurge: surge,
    // Both at zero would never move.
    maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable,
  };
}

function share(
  value: number | string,
  of: number,
  round: (n: number) => number,
): number {
  const percent = /^(\d+)%$/.exec(String(value));
  return percent ? round((Number(percent[1]) * of) / 100) : Number(value);
}

export interface Scale {
  wanted: number;
  available: number;
}

export const scaleOf = (set: KubernetesObject): Scale => ({
  wanted: set.spec?.replicas ?? 0,
  available: set.status?.availableReplicas ?? 0,
});

/** How many replicas the new set should have now. */
export function newSetSize(
  { replicas, maxSurge }: Bounds,
  newSet: number,
  allSets: number,
): number {
  if (newSet > replicas) {
    return replicas;
  }
  const room = replicas + maxSurge - allSets;
  return newSet + Math.max(0, Math.min(room, replicas - newSet));
}

/** How many replicas each old set, oldest first, should have now. */
export function oldSetSizes(
  { replicas, maxUnavailable }: Bounds,
  newSet: Scale,
  oldSets: Scale[],
): number[] {
  const minAvailable = replicas - maxUnavailable;
  const total = newSet.wanted + sum(oldSets.map(s => s.wanted));
  const newUnavailable = newSet.wanted - newSet.available;
  let budget = total - minAvailable - newUnavailable;
  const sizes = oldSets.map(s => s.wanted);
  if (budget <= 0) {
    return sizes;
  }
  // What does not run is no loss, and goes first.
  oldSets.forEach((set, i) => {
    const unhealthy = Math.min(budget, set.wanted - set.available);
    if (unhealthy > 0) {
      sizes[i] -= unhealthy;
      budget -= unhealthy;
    }
  });
  let spare =
    newSet.available + sum(oldSets.map(s => s.available)) - minAvailable;
  oldSets.forEach((_, i) => {
    const gone = Math.min(spare, sizes[i]);
    if (gone > 0) {
      sizes[i] -= gone;
      spare -= gone;
    }
  });
  return sizes;
}

function sum(numbers: number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
