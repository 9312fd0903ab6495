import type { VolumeFacts } from '../facts';
import { START_SECONDS } from './dataStores';
import { newestOf, seenWords } from './events';
import type { RuleContext } from './rule';
import { list, say } from './say';
import type { Finding, Sentence } from './say';
import { secondsBetween } from './words';

const provisioning: Partial<Record<string, Sentence>> = {
  class: say`its storage class does not exist`,
  room: say`there is no room left for it`,
};

export function volumeReasons(
  volume: VolumeFacts,
  { environment, now }: RuleContext,
): Finding[] {
  const { name, state, of, storageClass, events, unused, createdAt } = volume;
  if (state === 'lost') {
    return [
      {
        code: 'volume-lost',
        state: 'failed',
        message: say`A volume of ${of} in ${environment} is lost`,
        evidence: say`PersistentVolumeClaim ${name}: Lost.`,
        remedy: say`Ask the platform team whether the volume can be found; else restore from the last backup.`,
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
      ? say`it names no storage class, and the cluster has no default`
      : undefined);
  const waits = fresh && !failed && !classless;
  return [
    {
      code: 'volume-pending',
      state: waits ? 'progressing' : 'degraded',
      message: why
        ? say`A volume of ${of} in ${environment} is still to be made: ${why}`
        : say`A volume of ${of} in ${environment} is still to be made`,
      evidence: say`PersistentVolumeClaim ${name}: ${list([
        'Pending',
        ...(storageClass ? [say`class ${storageClass}`] : []),
        ...(failed ? [say`${failed.reason}${seenWords(failed)}`] : []),
      ])}.`,
      ...(!waits && {
        remedy: classless
          ? say`Name a storage class for it in slipway.yaml, or ask the platform team for a default.`
          : say`Ask the platform team whether class ${storageClass} exists and has room.`,
      }),
    },
  ];
}
