import { SourceHealth } from '@slipway/plugin-slipway-common';
import { ClusterError } from './client';

/** How one reading of one kind is. Times are milliseconds. */
export interface ReadingStatus {
  state: SourceHealth['state'];
  heardAt?: number;
  reason?: string;
  permission?: string;
  nextTry?: number;
}

/** The cluster is as well as its worst reading. */
export function combine(statuses: ReadingStatus[]): ReadingStatus {
  const worstFirst = ['denied', 'unreachable', 'starting', 'ok'] as const;
  const state =
    worstFirst.find(s => statuses.some(status => status.state === s)) ??
    'starting';
  const same = statuses.filter(status => status.state === state);
  const heard = same.flatMap(status => status.heardAt ?? []);
  const tries = same.flatMap(status => status.nextTry ?? []);
  // While something is wrong, what is shown is only as fresh as what was heard before.
  const pick = state === 'ok' ? Math.max : Math.min;
  return {
    state,
    ...(heard.length > 0 && { heardAt: pick(...heard) }),
    ...(same[0]?.reason && { reason: same[0].reason }),
    ...(state === 'denied' && {
      permission: same.flatMap(status => status.permission ?? []).join('; '),
    }),
    ...(tries.length > 0 && { nextTry: Math.min(...tries) }),
  };
}

/** Whether something of it was read, and may be. */
export function isKnown(status: ReadingStatus | undefined): boolean {
  return status?.heardAt !== undefined && status.state !== 'denied';
}

/** What a reading that failed is: denied what it names, or not to be read at all. */
export function failedStatus(
  { problem, message: reason }: ClusterError,
  permission: string,
  more: Pick<ReadingStatus, 'heardAt' | 'nextTry'> = {},
): ReadingStatus {
  return {
    ...(more.heardAt !== undefined && { heardAt: more.heardAt }),
    ...(more.nextTry !== undefined && { nextTry: more.nextTry }),
    reason,
    ...(problem === 'denied'
      ? { state: 'denied', permission }
      : { state: 'unreachable' }),
  };
}
