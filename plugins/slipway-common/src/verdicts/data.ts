import type { DataFacts } from '../facts';
import type { DataState } from '../states';
import { elsewhereReasons } from './dataElsewhere';
import { sharedReasons } from './dataShared';
import { storeReasons } from './dataStores';
import { volumeReasons } from './dataVolumes';
import type { RuleContext } from './rule';
import { verdictOf } from './worst';

/** Whether what keeps the service's data is there, with all its members. */
export function dataStateOf(facts: DataFacts, context: RuleContext): DataState {
  const reasons = [
    ...facts.stores.flatMap(store =>
      store.owner
        ? sharedReasons(store, context)
        : storeReasons(store, context),
    ),
    ...facts.volumes.flatMap(volume => volumeReasons(volume, context)),
    ...elsewhereReasons(facts, context),
  ];
  return {
    ...facts,
    verdict: verdictOf(reasons, facts.stores.length + facts.volumes.length),
  };
}
