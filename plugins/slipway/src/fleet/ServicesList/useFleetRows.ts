import { useMemo, useRef, useSyncExternalStore } from 'react';
import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { FleetQuery } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../../api';
import { FleetRows, type FleetReading } from './FleetRows';

/** The services that fit; those of the question before, `stale`, while the answer to another one is on its way. */
export function useFleetRows(query: FleetQuery): {
  reading: FleetReading;
  rows: FleetRows;
  stale: boolean;
} {
  const api = useApi(slipwayApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const asked = useMemo(
    () => new FleetRows(api, signals, query),
    [api, signals, query],
  );
  const reading = useSyncExternalStore(asked.subscribe, () => asked.reading);
  const answered = useRef({ reading, rows: asked });
  if (reading.placed || !answered.current.reading.placed) {
    answered.current = { reading, rows: asked };
  }
  const { rows } = answered.current;
  const { error } = reading;
  return {
    rows,
    reading: { ...answered.current.reading, ...(error && { error }) },
    stale: rows !== asked,
  };
}
