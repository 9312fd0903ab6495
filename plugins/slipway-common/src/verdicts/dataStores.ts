import type { DataStoreFacts } from '../facts';
import type { RuleContext } from './rule';
import { list, minute, say } from './say';
import type { Finding, Sentence } from './say';
import { secondsBetween } from './words';

/** What comes new takes its time. */
export const START_SECONDS = 300;

type StoreRule = (
  store: DataStoreFacts,
  context: RuleContext,
) => Omit<Finding, 'evidence'> | undefined;

const byHand: StoreRule = ({ need, by, object, phase }, { environment }) => {
  if (phase !== 'unrecoverable' && phase !== 'waits-for-somebody') {
    return undefined;
  }
  return {
    code: 'data-by-hand',
    state: phase === 'unrecoverable' ? 'failed' : 'degraded',
    message:
      phase === 'unrecoverable'
        ? say`${need} in ${environment} does not go on by itself: its operator gave it up`
        : say`${need} in ${environment} does not go on by itself: its operator waits for somebody`,
    remedy:
      phase === 'unrecoverable'
        ? say`Ask the platform team; if no member can be saved, restore ${need} from its last backup.`
        : say`Look at the status of ${by} ${object}, and do what its operator asks for.`,
  };
};

const fenced: StoreRule = (store, { environment }) =>
  store.fenced?.length
    ? {
        code: 'data-fenced',
        state: store.ready === 0 ? 'failed' : 'degraded',
        message: say`Members of ${store.need} in ${environment} were taken out of service by hand`,
        remedy: say`Find out who fenced ${list(
          store.fenced,
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
        message: say`${store.need} in ${environment} is being set up`,
        ...(!begins && {
          remedy: say`If it stays so, check that the operator for ${store.by} runs on this cluster.`,
        }),
      }
    : undefined;
};

const down: StoreRule = (store, { environment }) => {
  const { need, by, object } = store;
  if (!isDown(store)) {
    return undefined;
  }
  if (by === 'KafkaTopic') {
    return {
      code: 'data-down',
      // A topic that its operator cannot bring up to date goes on as it was.
      state: 'degraded',
      message: say`Topic ${object} in ${environment} is not as it should be`,
      remedy: say`Look at the status of ${by} ${object}.`,
    };
  }
  return {
    code: 'data-down',
    state: 'failed',
    message:
      store.primary === undefined && by === 'Cluster'
        ? say`${need} in ${environment} has no primary: nothing can be written`
        : say`${need} in ${environment} does not serve`,
    remedy: say`Look at the pods of ${by} ${object}, their volumes and their logs.`,
  };
};

const moves: Partial<
  Record<NonNullable<DataStoreFacts['phase']>, (what: Sentence) => Sentence>
> = {
  failover: what => say`${what} fails over to another member`,
  switchover: what => say`${what} hands over to another member`,
  upgrade: what => say`${what} is being upgraded`,
  changing: what => say`${what} is being changed`,
};

const moving: StoreRule = ({ need, phase }, { environment }) => {
  const move = phase && moves[phase];
  return move
    ? {
        code: `data-${phase}`,
        state: phase === 'failover' ? 'degraded' : 'progressing',
        message: move(say`${need} in ${environment}`),
        ...(phase === 'failover' && {
          remedy: say`Look at the member that was the primary before: its pod, its node and its volume.`,
        }),
      }
    : undefined;
};

const missing: StoreRule = (store, { environment }) =>
  isShort(store)
    ? {
        code: 'data-member-missing',
        state: 'degraded',
        message: store.incomplete
          ? say`${store.need} in ${environment} lacks members`
          : say`${store.need} in ${environment} has only ${
              store.ready ?? 0
            } of ${store.wanted ?? 0} members`,
        remedy: say`Look at the pods of ${store.by} ${store.object}, their nodes and their volumes.`,
      }
    : undefined;

/** The first that applies: a cause explains what comes after it. */
export function storeReasons(
  store: DataStoreFacts,
  context: RuleContext,
): Finding[] {
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
}: DataStoreFacts): Sentence {
  const said = list([
    ...(wanted === undefined ? [] : [say`${ready ?? 0} of ${wanted} ready`]),
    ...(reason ? [reason] : []),
    ...(primary ? [primaryWords(primary, primarySince)] : []),
  ]);
  return say`${by} ${object}: ${said || say`not ready`}.`;
}

function primaryWords(primary: string, since: string | undefined): Sentence {
  return since
    ? say`primary ${primary} since ${minute(since)}`
    : say`primary ${primary}`;
}
