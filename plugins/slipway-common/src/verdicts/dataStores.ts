import type { DataStoreFacts } from '../facts';
import type { Reason } from '../types';
import type { RuleContext } from './rule';
import { minuteOf, secondsBetween } from './words';

/** What comes new takes its time. */
export const START_SECONDS = 300;

type StoreRule = (
  store: DataStoreFacts,
  context: RuleContext,
) => Omit<Reason, 'evidence'> | undefined;

const byHand: StoreRule = ({ need, by, object, phase }, { environment }) => {
  if (phase !== 'unrecoverable' && phase !== 'waits-for-somebody') {
    return undefined;
  }
  return {
    code: 'data-by-hand',
    state: phase === 'unrecoverable' ? 'failed' : 'degraded',
    message: `${need} in ${environment} does not go on by itself: ${
      phase === 'unrecoverable'
        ? 'its operator gave it up'
        : 'its operator waits for somebody'
    }`,
    remedy:
      phase === 'unrecoverable'
        ? `Ask the platform team; if no member can be saved, restore ${need} from its last backup.`
        : `Look at the status of ${by} ${object}, and do what its operator asks for.`,
  };
};

const fenced: StoreRule = (store, { environment }) =>
  store.fenced?.length
    ? {
        code: 'data-fenced',
        state: store.ready === 0 ? 'failed' : 'degraded',
        message: `members of ${store.need} in ${environment} were taken out of service by hand`,
        remedy: `Find out who fenced ${store.fenced.join(
          ', ',
        )} and why, and lift it.`,
      }
    : undefined;

const starting: StoreRule = (store, { environment, now }) => {
  const fresh = secondsBetween(store.createdAt, now) < START_SECONDS;
  const begins = fresh || store.phase === 'starting';
  return isSilent(store) || (begins && (isDown(store) || isShort(store)))
    ? {
        code: 'data-starting',
        state: 'progressing',
        message: `${store.need} in ${environment} is being set up`,
        ...(!begins && {
          remedy: `If it stays so, check that the operator for ${store.by} runs on this cluster.`,
        }),
      }
    : undefined;
};

const down: StoreRule = (store, { environment }) => {
  const { need, by, object } = store;
  if (!isDown(store)) {
    return undefined;
  }
  const topic = by === 'KafkaTopic';
  return {
    code: 'data-down',
    // A topic that its operator cannot bring up to date goes on as it was.
    state: topic ? 'degraded' : 'failed',
    message: topic
      ? `topic ${object} in ${environment} is not as it should be`
      : `${need} in ${environment} ${
          store.primary === undefined && by === 'Cluster'
            ? 'has no primary: nothing can be written'
            : 'does not serve'
        }`,
    remedy: topic
      ? `Look at the status of ${by} ${object}.`
      : `Look at the pods of ${by} ${object}, their volumes and their logs.`,
  };
};

const words: Partial<Record<NonNullable<DataStoreFacts['phase']>, string>> = {
  failover: 'fails over to another member',
  switchover: 'hands over to another member',
  upgrade: 'is being upgraded',
  changing: 'is being changed',
};

const moving: StoreRule = ({ need, phase }, { environment }) => {
  const what = phase && words[phase];
  return what
    ? {
        code: `data-${phase}`,
        state: phase === 'failover' ? 'degraded' : 'progressing',
        message: `${need} in ${environment} ${what}`,
        ...(phase === 'failover' && {
          remedy: `Look at the member that was the primary before: its pod, its node and its volume.`,
        }),
      }
    : undefined;
};

const missing: StoreRule = (store, { environment }) =>
  isShort(store)
    ? {
        code: 'data-member-missing',
        state: 'degraded',
        message: `${store.need} in ${environment} ${
          store.incomplete
            ? 'lacks members'
            : `has only ${store.ready} of ${store.wanted} members`
        }`,
        remedy: `Look at the pods of ${store.by} ${store.object}, their nodes and their volumes.`,
      }
    : undefined;

/** The first that applies: a cause explains what comes after it. */
export function storeReasons(
  store: DataStoreFacts,
  context: RuleContext,
): Reason[] {
  for (const rule of [byHand, fenced, starting, down, moving, missing]) {
    const reason = rule(store, context);
    if (reason) {
      return [{ ...reason, evidence: evidenceOf(store) }];
    }
  }
  return [];
}

function isDown({ by, wanted, ready, available, primary }: DataStoreFacts) {
  return (
    available === false ||
    (wanted !== undefined && wanted > 0 && ready === 0) ||
    (by === 'Cluster' && primary === undefined)
  );
}

function isShort({ wanted, ready, incomplete }: DataStoreFacts) {
  return (
    incomplete ||
    (wanted !== undefined && ready !== undefined && ready < wanted)
  );
}

/** Its operator has not said anything yet. */
function isSilent({ wanted, available }: DataStoreFacts) {
  return wanted === undefined && available === undefined;
}

function evidenceOf({
  by,
  object,
  wanted,
  ready,
  primary,
  primarySince,
  reason,
}: DataStoreFacts): string {
  return `${by} ${object}: ${
    [
      ...(wanted === undefined ? [] : [`${ready ?? 0} of ${wanted} ready`]),
      ...(reason ? [reason] : []),
      ...(primary
        ? [
            `primary ${primary}${
              primarySince ? ` since ${minuteOf(primarySince)}` : ''
            }`,
          ]
        : []),
    ].join(', ') || 'not ready'
  }.`;
}
