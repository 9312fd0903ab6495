import { topics } from './topics';
import { Look, Trouble } from './troubles';

/** What is remembered of a trouble, so that it is told once, and its end as well. */
export interface Remembered {
  trouble: Trouble;
  /** When it was seen first. */
  seenAt: number;
  /** Somebody was told. */
  told?: boolean;
  /** Since when it is not there any more. */
  goneAt?: number;
}

export interface Decision {
  /** Told now: it is new, or it became worse. */
  begins: Trouble[];
  /** Told before, and over. */
  ends: Trouble[];
  /** What is remembered from now on, as soon as what is told was told. */
  remembered: Remembered[];
}

/** What comes back within this time never went. */
const OVER_MS = 5 * 60_000;

/**
 * Once when it begins, once when it is over. What cannot be read is neither, and a service that left the catalog takes
 * its troubles with it.
 */
export function decide(
  looks: ReadonlyMap<string, Look>,
  before: readonly Remembered[],
  now: number,
): Decision {
  const decision: Decision = { begins: [], ends: [], remembered: [] };
  const known = new Map(before.map(one => [one.trouble.id, one]));
  const well = new Set<string>();
  for (const look of looks.values()) {
    look.well.forEach(id => well.add(id));
    for (const trouble of look.troubles) {
      going(trouble, known.get(trouble.id), now, decision);
      known.delete(trouble.id);
    }
  }
  for (const one of known.values()) {
    if (looks.has(one.trouble.entityRef)) {
      leaving(one, well.has(one.trouble.id), now, decision);
    }
  }
  return decision;
}

function going(
  trouble: Trouble,
  before: Remembered | undefined,
  now: number,
  { begins, remembered }: Decision,
) {
  const seenAt = before?.seenAt ?? now;
  const worse =
    before?.trouble.state === 'degraded' && trouble.state === 'failed';
  const isNew =
    !before?.told && now - seenAt >= topics[trouble.topic].patienceMs;
  if (isNew || (before?.told && worse)) {
    begins.push(trouble);
  }
  // That it became better for a while is no reason to tell it again.
  const state = before?.trouble.state === 'failed' ? 'failed' : trouble.state;
  remembered.push({
    trouble: { ...trouble, state },
    seenAt,
    ...((isNew || before?.told) && { told: true }),
  });
}

function leaving(
  before: Remembered,
  isWell: boolean,
  now: number,
  { ends, remembered }: Decision,
) {
  if (!isWell) {
    remembered.push(before);
    return;
  }
  if (!before.told) {
    return;
  }
  const goneAt = before.goneAt ?? now;
  if (now - goneAt >= OVER_MS) {
    ends.push(before.trouble);
  } else {
    remembered.push({ ...before, goneAt });
  }
}
