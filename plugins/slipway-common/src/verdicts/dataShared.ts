import type { DataStoreFacts } from '../facts';
import type { RuleContext } from './rule';
import { say, type Finding } from './say';
import { storeReasons } from './dataStores';

/** What another service runs: that it is not well is worth knowing here, what to do about it is for its owners. */
export function sharedReasons(
  store: DataStoreFacts,
  context: RuleContext,
): Finding[] {
  const { need, owner = '' } = store;
  const { environment } = context;
  return storeReasons(store, context).map(({ state, evidence }) => ({
    code: 'data-shared',
    // Whether this one still serves its own pods tell.
    state: state === 'failed' ? 'degraded' : state,
    message: say`${need} of ${owner}, on which ${environment} depends, is not as it should be`,
    ...(evidence && { evidence }),
    remedy: say`Look at the page of ${owner}, and ask who owns it.`,
  }));
}
