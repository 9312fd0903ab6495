import type { VolumeFacts } from '../facts';
import type { Reason } from '../types';
import { START_SECONDS } from './dataStores';
import { newestOf, seenWords } from './events';
import type { RuleContext } from './rule';
import { secondsBetween } from './words';

const provisioning: Partial<Record<string, string>> = {
  class: 'its storage class does not exist',
  room: 'there is no room left for it',
};

export function volumeReasons(
  volume: VolumeFacts,
  { environment, now }: RuleContext,
): Reason[] {
  const { name, state, of, storageClass, events, unused, createdAt } = volume;
  if (state === 'lost') {
    return [
      {
        code: 'volume-lost',
        state: 'failed',
        message: `a volume of ${of} in ${environment} is lost`,
        evidence: `PersistentVolumeClaim ${name}: Lost.`,
        remedy:
          'Ask the platform team whether the volume can be found; else restore from the last backup.',
      },
    ];
  }
  if (state === 'bound') {
    return [];
  }
  const failed = newestOf(events, 'ProvisioningFailed');
  const fresh = secondsBetween(createdAt, now) < START_SECONDS;
  // Without a class nobody makes one, and waiting helps nothing.
  const classless = storageClass === undefined;
  if (!failed && !classless && unused) {
    return [];
  }
  const why =
    provisioning[failed?.about ?? ''] ??
    (classless
      ? 'it names no storage class, and the cluster has no default'
      : '');
  const waits = fresh && !failed && !classless;
  return [
    {
      code: 'volume-pending',
      state: waits ? 'progressing' : 'degraded',
      message: `a volume of ${of} in ${environment} is still to be made${
        why ? `: ${why}` : ''
      }`,
      evidence: `PersistentVolumeClaim ${name}: Pending${
        storageClass ? `, class ${storageClass}` : ''
      }${failed ? `, ${failed.reason}${seenWords(failed)}` : ''}.`,
      ...(!waits && {
        remedy: classless
          ? `Name a storage class for it in slipway.yaml, or ask the platform team for a default.`
          : `Ask the platform team whether class ${storageClass} exists and has room.`,
      }),
    },
  ];
}
