/**
 * The one line of JSON that a backup, mirror, restore or test of a restore leaves in its termination message. The
 * generated jobs write it, the state back end reads it.
 */
export interface RunReport {
  slipway: 'backup' | 'mirror' | 'restore' | 'verify';
  /** What was written or read, without the store's address. */
  object: string;
  bytes: number;
  /** The oldest one that is kept, in the same words as `object`. */
  oldest?: string;
  /** How many are kept, or how many objects were mirrored. */
  count?: number;
}

const kinds: readonly unknown[] = ['backup', 'mirror', 'restore', 'verify'];

/** Reads a termination message; undefined when it is no report. */
export function parseRunReport(
  message: string | undefined,
): RunReport | undefined {
  let value: Partial<RunReport> | null;
  try {
    value = JSON.parse((message ?? '').trim());
  } catch {
    return undefined;
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !kinds.includes(value.slipway) ||
    typeof value.object !== 'string' ||
    !isCount(value.bytes)
  ) {
    return undefined;
  }
  return {
    slipway: value.slipway!,
    object: value.object,
    bytes: value.bytes!,
    ...(typeof value.oldest === 'string' ? { oldest: value.oldest } : {}),
    ...(isCount(value.count) ? { count: value.count } : {}),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
