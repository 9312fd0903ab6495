import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { changed, viewOf, type FleetView } from '../query';

export interface ViewControl {
  view: FleetView;
  /** Puts it into the address, so that it can be kept and sent to others. */
  set: (name: Parameters<typeof changed>[1], value: string | undefined) => void;
  reset: () => void;
}

/** What the address says of the list. */
export function useFleetView(): ViewControl {
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the object is new at each render, the text is not
  const view = useMemo(() => viewOf(params), [key]);
  const set = useCallback<ViewControl['set']>(
    (name, value) =>
      setParams(now => changed(now, name, value), { replace: true }),
    [setParams],
  );
  const reset = useCallback(
    () => setParams(new URLSearchParams()),
    [setParams],
  );
  return useMemo(() => ({ view, set, reset }), [view, set, reset]);
}
