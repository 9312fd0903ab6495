import type { Aspect } from '../facts';
import type { Due } from '../fleet';
import type { StateOf } from '../states';
import { lastSuccessOf, objectiveOf, takenInTime } from './backups';
import { certificateReasons } from './exposure';
import type { RuleContext } from './rule';
import { reasonOf, type Finding } from './say';
import { expiry, placeOf } from './vault';

/** So many say which certificate it is. */
const HOSTS = 3;

const due: {
  [A in Aspect]?: (state: StateOf[A], context: RuleContext) => Due[];
} = {
  exposure: ({ certificates }, context) =>
    certificates.flatMap(certificate => {
      const { name, hosts, endsAt, renewsAt } = certificate;
      return endsAt
        ? {
            kind: 'certificate',
            name,
            ...(hosts.length > 0 && { hosts: hosts.slice(0, HOSTS) }),
            at: endsAt,
            ...(renewsAt && { renewsAt }),
            ...judged(certificateReasons(certificate, context)),
          }
        : [];
    }),
  vault: ({ secrets }, context) =>
    secrets.flatMap(secret =>
      secret.expiresAt
        ? {
            kind: 'secret',
            name: placeOf(secret),
            at: secret.expiresAt,
            ...judged(expiry(secret, context)),
          }
        : [],
    ),
  // One whose next run comes in time is due to nobody.
  backups: ({ backups }, context) =>
    backups.flatMap(backup => {
      const { need, createdAt, nextAt, suspended } = backup;
      const allowed = objectiveOf(backup);
      if (allowed === undefined) {
        return [];
      }
      const last = Date.parse(lastSuccessOf(backup) ?? createdAt);
      const at = new Date(last + allowed * 1000).toISOString();
      const told = judged(takenInTime(backup, context));
      const inTime =
        nextAt !== undefined && Date.parse(nextAt) <= Date.parse(at);
      return told.remedy || !inTime
        ? {
            kind: 'backup',
            name: need,
            at,
            ...(nextAt && !suspended && { nextAt }),
            ...told,
          }
        : [];
    }),
};

/** What of an aspect ends, and what somebody has to do about it. */
export function dueOf<A extends Aspect>(
  aspect: A,
  state: StateOf[A],
  context: RuleContext,
): Due[] {
  return due[aspect]?.(state as never, context) ?? [];
}

function judged([first]: Finding[]): Pick<Due, 'state' | 'remedy' | 'words'> {
  if (!first) {
    return { state: 'healthy' };
  }
  const { state, remedy, words } = reasonOf(first);
  return {
    state,
    ...(remedy && { remedy }),
    ...(words?.remedy && { words: { remedy: words.remedy } }),
  };
}
