import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import { slipwayApiRef, type SlipwayApi } from '../api';
import { ServiceLookup, type Looked } from './ServiceLookup';

// Rows of others' tables have no provider of ours around them.
const lookups = new WeakMap<SlipwayApi, ServiceLookup>();

function lookupOf(api: SlipwayApi, signals: SignalApi | undefined) {
  const lookup = lookups.get(api) ?? new ServiceLookup(api, signals);
  lookups.set(api, lookup);
  return lookup;
}

const nobody = () => () => {};

/** What lists tell of a service; `undefined` while it is on its way. Many on one page are told by one request. */
export function useService(entityRef: string | undefined): Looked | undefined {
  const api = useApi(slipwayApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const lookup = useMemo(() => lookupOf(api, signals), [api, signals]);
  const subscribe = useCallback(
    (listener: () => void) =>
      entityRef ? lookup.watch(entityRef, listener) : nobody(),
    [lookup, entityRef],
  );
  return useSyncExternalStore(subscribe, () =>
    entityRef ? lookup.find(entityRef) : undefined,
  );
}
